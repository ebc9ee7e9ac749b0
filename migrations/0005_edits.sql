DROP INDEX `import_run_user`;--> statement-breakpoint
ALTER TABLE `import_run` ADD `kind` text DEFAULT 'import' NOT NULL;--> statement-breakpoint
CREATE INDEX `import_run_user` ON `import_run` (`user_id`,`kind`,`id`);