CREATE TRIGGER `review_never_changes` BEFORE UPDATE ON `review`
BEGIN
	SELECT raise(ABORT, 'The log is append-only: a review row is never changed');
END;
--> statement-breakpoint
CREATE TRIGGER `review_never_goes` BEFORE DELETE ON `review`
WHEN EXISTS (SELECT 1 FROM `user` WHERE `id` = OLD.`user_id`)
BEGIN
	SELECT raise(ABORT, 'The log is append-only: a review row goes only with its user');
END;
--> statement-breakpoint
CREATE TRIGGER `review_without_gaps` BEFORE INSERT ON `review`
WHEN NEW.`seq` > 1 + coalesce((SELECT max(`seq`) FROM `review` WHERE `user_id` = NEW.`user_id` AND `card_id` = NEW.`card_id`), 0)
BEGIN
	SELECT raise(ABORT, 'The log of a card has no gaps: seq must be one more than the last');
END;
