CREATE VIRTUAL TABLE `note_text` USING fts5(`text`, tokenize = 'trigram remove_diacritics 1');
--> statement-breakpoint
CREATE TABLE `note_text_pending` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`note_id` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `note_text_pending_note` ON `note_text_pending` (`note_id`);
--> statement-breakpoint
INSERT INTO `note_text_pending` (`note_id`) SELECT `id` FROM `note` ORDER BY `id`;
--> statement-breakpoint
CREATE TRIGGER `note_text_waits` AFTER INSERT ON `note`
BEGIN
	INSERT INTO `note_text_pending` (`note_id`) VALUES (NEW.`id`);
END;
--> statement-breakpoint
CREATE TRIGGER `note_text_waits_again` AFTER UPDATE OF `fields` ON `note` WHEN NEW.`fields` <> OLD.`fields`
BEGIN
	INSERT INTO `note_text_pending` (`note_id`) VALUES (NEW.`id`);
END;
--> statement-breakpoint
CREATE TRIGGER `note_text_goes` AFTER DELETE ON `note`
BEGIN
	DELETE FROM `note_text` WHERE `rowid` = OLD.`id`;
	DELETE FROM `note_text_pending` WHERE `note_id` = OLD.`id`;
END;
