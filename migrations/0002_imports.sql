CREATE TABLE `import_change` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`import_id` integer NOT NULL,
	`kind` text NOT NULL,
	`row_id` integer,
	`before` text,
	`after` text,
	FOREIGN KEY (`import_id`) REFERENCES `import_run`(`id`) ON UPDATE no action ON DELETE cascade,
	CONSTRAINT "import_change_kind" CHECK("import_change"."kind" in ('deck', 'note_added', 'note_changed', 'note_type_added', 'note_type_changed', 'media', 'preset')),
	CONSTRAINT "import_change_json" CHECK(json_valid(coalesce("import_change"."before", 'null')) and json_valid(coalesce("import_change"."after", 'null')))
);
--> statement-breakpoint
CREATE INDEX `import_change_import` ON `import_change` (`import_id`,`kind`,`id`);--> statement-breakpoint
CREATE TABLE `import_run` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`user_id` integer NOT NULL,
	`action_id` integer,
	`state` text NOT NULL,
	`at` integer NOT NULL,
	`finished_at` integer,
	`files` text NOT NULL,
	`choices` text NOT NULL,
	`summary` text,
	FOREIGN KEY (`user_id`) REFERENCES `user`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`action_id`) REFERENCES `action`(`id`) ON UPDATE no action ON DELETE cascade,
	CONSTRAINT "import_run_state" CHECK("import_run"."state" in ('reading', 'planned', 'refused', 'applying', 'cancelling', 'done', 'cancelled', 'undoing', 'undone')),
	CONSTRAINT "import_run_json" CHECK(json_valid("import_run"."files") and json_valid("import_run"."choices") and json_valid(coalesce("import_run"."summary", 'null')))
);
--> statement-breakpoint
CREATE INDEX `import_run_user` ON `import_run` (`user_id`,`id`);--> statement-breakpoint
CREATE INDEX `import_run_action` ON `import_run` (`action_id`);--> statement-breakpoint
CREATE INDEX `import_run_open` ON `import_run` (`state`) WHERE "import_run"."state" in ('applying', 'cancelling', 'undoing');--> statement-breakpoint
CREATE TABLE `media` (
	`hash` text PRIMARY KEY NOT NULL,
	`size` integer NOT NULL,
	`created_at` integer NOT NULL,
	CONSTRAINT "media_hash" CHECK(length("media"."hash") = 64)
);
--> statement-breakpoint
CREATE TABLE `media_name` (
	`user_id` integer NOT NULL,
	`name` text NOT NULL,
	`hash` text NOT NULL,
	`created_at` integer NOT NULL,
	PRIMARY KEY(`user_id`, `name`),
	FOREIGN KEY (`user_id`) REFERENCES `user`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`hash`) REFERENCES `media`(`hash`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `media_name_hash` ON `media_name` (`hash`);--> statement-breakpoint
CREATE TABLE `note_base` (
	`note_id` integer PRIMARY KEY NOT NULL,
	`modified_at` integer,
	`type` text NOT NULL,
	`fields` text NOT NULL,
	`tags` text NOT NULL,
	`deck_path` text NOT NULL,
	FOREIGN KEY (`note_id`) REFERENCES `note`(`id`) ON UPDATE no action ON DELETE cascade,
	CONSTRAINT "note_base_json" CHECK(json_valid("note_base"."fields") and json_valid("note_base"."tags") and json_valid("note_base"."deck_path"))
);
--> statement-breakpoint
CREATE TABLE `note_type` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`user_id` integer NOT NULL,
	`key` text NOT NULL,
	`name` text NOT NULL,
	`definition` text NOT NULL,
	`changed_at` integer NOT NULL,
	FOREIGN KEY (`user_id`) REFERENCES `user`(`id`) ON UPDATE no action ON DELETE cascade,
	CONSTRAINT "note_type_definition" CHECK(json_valid("note_type"."definition"))
);
--> statement-breakpoint
CREATE UNIQUE INDEX `note_type_key` ON `note_type` (`user_id`,`key`);--> statement-breakpoint
PRAGMA foreign_keys=OFF;--> statement-breakpoint
CREATE TABLE `__new_review` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`user_id` integer NOT NULL,
	`card_id` integer NOT NULL,
	`seq` integer NOT NULL,
	`action_id` integer NOT NULL,
	`kind` text NOT NULL,
	`at` integer NOT NULL,
	`day` integer NOT NULL,
	`rating` integer,
	`phase` text,
	`step` integer,
	`due_kind` text,
	`due` integer,
	`interval_days` integer,
	`lapse` integer,
	`leech_action` text,
	`buried_by` text,
	`until_day` integer,
	`flag` integer,
	`target` integer,
	`line` text,
	`stability` real,
	`difficulty` real,
	`retrievability` real,
	`took_ms` integer,
	`generator` text,
	`generator_version` integer,
	`level` integer,
	`seed` integer,
	`params` text,
	`typed` text,
	`verdict` text,
	`suggested` integer,
	`reason` text,
	`state` text,
	FOREIGN KEY (`user_id`) REFERENCES `user`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`action_id`) REFERENCES `action`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`user_id`,`card_id`) REFERENCES `memory`(`user_id`,`card_id`) ON UPDATE no action ON DELETE cascade,
	CONSTRAINT "review_whole" CHECK(typeof("__new_review"."at") = 'integer' and typeof("__new_review"."day") = 'integer'),
	CONSTRAINT "review_seq_from" CHECK("__new_review"."seq" >= 1),
	CONSTRAINT "review_kind" CHECK("__new_review"."kind" in ('answer', 'suspend', 'unsuspend', 'unbury', 'bury', 'flag', 'set_due', 'reset', 'import', 'undo', 'redo')),
	CONSTRAINT "review_answer" CHECK(("__new_review"."kind" = 'answer') = ("__new_review"."rating" is not null and "__new_review"."phase" is not null and "__new_review"."step" is not null and "__new_review"."lapse" is not null)),
	CONSTRAINT "review_rating" CHECK("__new_review"."rating" between 1 and 4 and "__new_review"."suggested" between 1 and 4),
	CONSTRAINT "review_due" CHECK(("__new_review"."kind" in ('answer', 'set_due', 'reset')) = ("__new_review"."due" is not null and "__new_review"."due_kind" is not null)),
	CONSTRAINT "review_interval" CHECK(("__new_review"."kind" in ('answer', 'set_due')) = ("__new_review"."interval_days" is not null)),
	CONSTRAINT "review_bury" CHECK(("__new_review"."kind" = 'bury') = ("__new_review"."buried_by" is not null and "__new_review"."until_day" is not null)),
	CONSTRAINT "review_flag" CHECK(("__new_review"."kind" = 'flag') = ("__new_review"."flag" is not null)),
	CONSTRAINT "review_flag_of" CHECK("__new_review"."flag" between 0 and 7),
	CONSTRAINT "review_state" CHECK(("__new_review"."kind" = 'import') = ("__new_review"."state" is not null) and json_valid(coalesce("__new_review"."state", 'null'))),
	CONSTRAINT "review_target" CHECK(("__new_review"."kind" in ('undo', 'redo')) = ("__new_review"."target" is not null)),
	CONSTRAINT "review_target_before" CHECK("__new_review"."target" < "__new_review"."seq"),
	CONSTRAINT "review_drawn" CHECK(("__new_review"."generator" is null) = ("__new_review"."params" is null) and ("__new_review"."generator" is null) = ("__new_review"."seed" is null)
      and ("__new_review"."generator" is null) = ("__new_review"."generator_version" is null) and ("__new_review"."generator" is null) = ("__new_review"."level" is null))
);
--> statement-breakpoint
INSERT INTO `__new_review`("id", "user_id", "card_id", "seq", "action_id", "kind", "at", "day", "rating", "phase", "step", "due_kind", "due", "interval_days", "lapse", "leech_action", "buried_by", "until_day", "flag", "target", "line", "stability", "difficulty", "retrievability", "took_ms", "generator", "generator_version", "level", "seed", "params", "typed", "verdict", "suggested", "reason", "state") SELECT "id", "user_id", "card_id", "seq", "action_id", "kind", "at", "day", "rating", "phase", "step", "due_kind", "due", "interval_days", "lapse", "leech_action", "buried_by", "until_day", "flag", "target", "line", "stability", "difficulty", "retrievability", "took_ms", "generator", "generator_version", "level", "seed", "params", "typed", "verdict", "suggested", "reason", NULL FROM `review`;--> statement-breakpoint
DROP TABLE `review`;--> statement-breakpoint
ALTER TABLE `__new_review` RENAME TO `review`;--> statement-breakpoint
PRAGMA foreign_keys=ON;--> statement-breakpoint
CREATE INDEX `review_action` ON `review` (`action_id`);--> statement-breakpoint
CREATE UNIQUE INDEX `review_seq` ON `review` (`user_id`,`card_id`,`seq`);--> statement-breakpoint
ALTER TABLE `note` ADD `note_type_id` integer REFERENCES note_type(id);--> statement-breakpoint
CREATE INDEX `note_note_type` ON `note` (`note_type_id`) WHERE "note"."note_type_id" is not null;--> statement-breakpoint
CREATE TRIGGER `review_never_changes` BEFORE UPDATE ON `review`
BEGIN
	SELECT raise(ABORT, 'The log is append-only: a review row is never changed');
END;
--> statement-breakpoint
CREATE TRIGGER `review_never_goes` BEFORE DELETE ON `review`
WHEN EXISTS (SELECT 1 FROM `user` WHERE `id` = OLD.`user_id`)
	AND NOT EXISTS (SELECT 1 FROM `import_run` WHERE `action_id` = OLD.`action_id` AND `state` IN ('applying', 'cancelling', 'undoing'))
BEGIN
	SELECT raise(ABORT, 'The log is append-only: a review row goes only with its user, or with the import that is taken back');
END;
--> statement-breakpoint
CREATE TRIGGER `review_without_gaps` BEFORE INSERT ON `review`
WHEN NEW.`seq` > 1 + coalesce((SELECT max(`seq`) FROM `review` WHERE `user_id` = NEW.`user_id` AND `card_id` = NEW.`card_id`), 0)
BEGIN
	SELECT raise(ABORT, 'The log of a card has no gaps: seq must be one more than the last');
END;
