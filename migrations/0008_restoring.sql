DROP TRIGGER `review_never_goes`;
--> statement-breakpoint
CREATE TRIGGER `review_goes_only_with_its_whole` BEFORE DELETE ON `review`
WHEN EXISTS (SELECT 1 FROM `user` WHERE `id` = OLD.`user_id`)
	AND NOT EXISTS (SELECT 1 FROM `import_run` WHERE `action_id` = OLD.`action_id` AND `state` IN ('applying', 'cancelling', 'undoing'))
	AND NOT EXISTS (SELECT 1 FROM `setting` WHERE `key` = 'restoring:' || OLD.`user_id`)
BEGIN
	SELECT raise(ABORT, 'The log is append-only: a review row goes only with its user, or with the import or restore that is taken back');
END;
