CREATE TABLE `action` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`user_id` integer NOT NULL,
	`day` integer NOT NULL,
	`at` integer NOT NULL,
	`verb` text NOT NULL,
	`deck_id` integer,
	`card_id` integer,
	`target_id` integer,
	FOREIGN KEY (`user_id`) REFERENCES `user`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`deck_id`) REFERENCES `deck`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`card_id`) REFERENCES `card`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`target_id`) REFERENCES `action`(`id`) ON UPDATE no action ON DELETE cascade,
	CONSTRAINT "action_target_of" CHECK(("action"."verb" in ('undo', 'redo')) = ("action"."target_id" is not null))
);
--> statement-breakpoint
CREATE INDEX `action_day` ON `action` (`user_id`,`day`);--> statement-breakpoint
CREATE INDEX `action_verb` ON `action` (`user_id`,`verb`);--> statement-breakpoint
CREATE INDEX `action_target` ON `action` (`target_id`) WHERE "action"."target_id" is not null;--> statement-breakpoint
CREATE INDEX `action_deck` ON `action` (`deck_id`);--> statement-breakpoint
CREATE INDEX `action_card` ON `action` (`card_id`);--> statement-breakpoint
CREATE TABLE `attempt` (
	`user_id` integer NOT NULL,
	`card_id` integer NOT NULL,
	`version` integer NOT NULL,
	`generator` text,
	`generator_version` integer,
	`level` integer,
	`seed` integer,
	`params` text,
	`given` text NOT NULL,
	`verdict` text,
	`tries` integer NOT NULL,
	`hints` integer NOT NULL,
	`asked_at` integer NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`user_id`, `card_id`),
	FOREIGN KEY (`user_id`,`card_id`) REFERENCES `memory`(`user_id`,`card_id`) ON UPDATE no action ON DELETE cascade,
	CONSTRAINT "attempt_given" CHECK(json_valid("attempt"."given") and json_valid(coalesce("attempt"."verdict", 'null'))),
	CONSTRAINT "attempt_counts" CHECK("attempt"."tries" >= 0 and "attempt"."hints" >= 0),
	CONSTRAINT "attempt_drawn" CHECK(("attempt"."generator" is null) = ("attempt"."params" is null) and ("attempt"."generator" is null) = ("attempt"."seed" is null)
      and ("attempt"."generator" is null) = ("attempt"."generator_version" is null) and ("attempt"."generator" is null) = ("attempt"."level" is null))
);
--> statement-breakpoint
CREATE TABLE `card` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`note_id` integer NOT NULL,
	`deck_id` integer NOT NULL,
	`side` text NOT NULL,
	`label` text NOT NULL,
	`generator` text,
	`position` integer NOT NULL,
	`retired_at` integer,
	FOREIGN KEY (`note_id`) REFERENCES `note`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`deck_id`) REFERENCES `deck`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `card_deck` ON `card` (`deck_id`);--> statement-breakpoint
CREATE UNIQUE INDEX `card_side` ON `card` (`note_id`,`side`);--> statement-breakpoint
CREATE TABLE `deck` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`slug` text NOT NULL,
	`name` text NOT NULL,
	`description` text NOT NULL,
	`parent_id` integer,
	`position` integer NOT NULL,
	`origin` text NOT NULL,
	`owner_id` integer,
	`content_hash` text NOT NULL,
	`retired_at` integer,
	FOREIGN KEY (`parent_id`) REFERENCES `deck`(`id`) ON UPDATE no action ON DELETE set null,
	FOREIGN KEY (`owner_id`) REFERENCES `user`(`id`) ON UPDATE no action ON DELETE cascade,
	CONSTRAINT "deck_origin" CHECK("deck"."origin" in ('shipped', 'own', 'imported')),
	CONSTRAINT "deck_owner_of" CHECK(("deck"."origin" = 'shipped') = ("deck"."owner_id" is null))
);
--> statement-breakpoint
CREATE UNIQUE INDEX `deck_shipped` ON `deck` (`slug`) WHERE "deck"."owner_id" is null;--> statement-breakpoint
CREATE UNIQUE INDEX `deck_owned` ON `deck` (`owner_id`,`slug`);--> statement-breakpoint
CREATE INDEX `deck_parent` ON `deck` (`parent_id`);--> statement-breakpoint
CREATE TABLE `deck_choice` (
	`user_id` integer NOT NULL,
	`deck_id` integer NOT NULL,
	`preset_id` integer NOT NULL,
	PRIMARY KEY(`user_id`, `deck_id`),
	FOREIGN KEY (`user_id`) REFERENCES `user`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`deck_id`) REFERENCES `deck`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`preset_id`) REFERENCES `preset`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `deck_choice_deck` ON `deck_choice` (`deck_id`);--> statement-breakpoint
CREATE INDEX `deck_choice_preset` ON `deck_choice` (`preset_id`);--> statement-breakpoint
CREATE TABLE `memory` (
	`user_id` integer NOT NULL,
	`card_id` integer NOT NULL,
	`note_id` integer NOT NULL,
	`deck_id` integer NOT NULL,
	`generator` text,
	`phase` text NOT NULL,
	`step` integer NOT NULL,
	`line` integer,
	`due_kind` text NOT NULL,
	`due` integer NOT NULL,
	`stability` real,
	`difficulty` real,
	`interval_days` integer NOT NULL,
	`last_at` integer,
	`last_day` integer,
	`reviews` integer NOT NULL,
	`lapses` integer NOT NULL,
	`leech` integer NOT NULL,
	`suspended` integer NOT NULL,
	`buried_until` integer,
	`buried_by` text,
	`flag` integer NOT NULL,
	`version` integer NOT NULL,
	`salt` integer NOT NULL,
	`position` integer NOT NULL,
	PRIMARY KEY(`user_id`, `card_id`),
	FOREIGN KEY (`user_id`) REFERENCES `user`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`card_id`) REFERENCES `card`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`note_id`) REFERENCES `note`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`deck_id`) REFERENCES `deck`(`id`) ON UPDATE no action ON DELETE cascade,
	CONSTRAINT "memory_phase" CHECK("memory"."phase" in ('new', 'learning', 'review', 'relearning')),
	CONSTRAINT "memory_line_of" CHECK("memory"."line" between 0 and 3),
	CONSTRAINT "memory_due_kind" CHECK("memory"."due_kind" in ('new', 'time', 'day')),
	CONSTRAINT "memory_new" CHECK(("memory"."phase" = 'new') = ("memory"."due_kind" = 'new')),
	CONSTRAINT "memory_suspended" CHECK("memory"."suspended" in (0, 1) and ("memory"."suspended" = 0 or "memory"."line" is null)),
	CONSTRAINT "memory_buried_by" CHECK(("memory"."buried_until" is null) = ("memory"."buried_by" is null)),
	CONSTRAINT "memory_buried_who" CHECK("memory"."buried_by" in ('hand', 'sibling')),
	CONSTRAINT "memory_stability" CHECK("memory"."stability" > 0),
	CONSTRAINT "memory_difficulty" CHECK("memory"."difficulty" between 1 and 10),
	CONSTRAINT "memory_last" CHECK(("memory"."last_at" is null) = ("memory"."last_day" is null)),
	CONSTRAINT "memory_counts" CHECK("memory"."step" >= 0 and "memory"."interval_days" >= 0 and "memory"."reviews" >= 0 and "memory"."lapses" >= 0 and "memory"."version" >= 0),
	CONSTRAINT "memory_whole" CHECK(typeof("memory"."due") = 'integer' and typeof("memory"."interval_days") = 'integer'),
	CONSTRAINT "memory_leech" CHECK("memory"."leech" in (0, 1)),
	CONSTRAINT "memory_flag" CHECK("memory"."flag" between 0 and 7)
);
--> statement-breakpoint
CREATE INDEX `memory_line` ON `memory` (`user_id`,`deck_id`,`line`,`due`,`salt`,`buried_until`);--> statement-breakpoint
CREATE INDEX `memory_shuffled` ON `memory` (`user_id`,`deck_id`,`salt`,`buried_until`) WHERE "memory"."line" = 0;--> statement-breakpoint
CREATE INDEX `memory_buried` ON `memory` (`user_id`,`deck_id`,`buried_until`) WHERE "memory"."buried_until" is not null;--> statement-breakpoint
CREATE INDEX `memory_note` ON `memory` (`note_id`,`user_id`);--> statement-breakpoint
CREATE INDEX `memory_card` ON `memory` (`card_id`);--> statement-breakpoint
CREATE INDEX `memory_deck` ON `memory` (`deck_id`);--> statement-breakpoint
CREATE TABLE `note` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`deck_id` integer NOT NULL,
	`guid` text NOT NULL,
	`type` text NOT NULL,
	`fields` text NOT NULL,
	`tags` text NOT NULL,
	`source` text,
	`summary` text NOT NULL,
	`position` integer NOT NULL,
	`changed_at` integer NOT NULL,
	`created_at` integer NOT NULL,
	`retired_at` integer,
	FOREIGN KEY (`deck_id`) REFERENCES `deck`(`id`) ON UPDATE no action ON DELETE cascade,
	CONSTRAINT "note_fields" CHECK(json_valid("note"."fields")),
	CONSTRAINT "note_tags" CHECK(json_valid("note"."tags") and json_type("note"."tags") = 'array')
);
--> statement-breakpoint
CREATE INDEX `note_position` ON `note` (`deck_id`,`position`) WHERE "note"."retired_at" is null;--> statement-breakpoint
CREATE UNIQUE INDEX `note_guid` ON `note` (`deck_id`,`guid`);--> statement-breakpoint
CREATE TABLE `preset` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`user_id` integer NOT NULL,
	`name` text NOT NULL,
	`options` text NOT NULL,
	FOREIGN KEY (`user_id`) REFERENCES `user`(`id`) ON UPDATE no action ON DELETE cascade,
	CONSTRAINT "preset_options" CHECK(json_valid("preset"."options"))
);
--> statement-breakpoint
CREATE UNIQUE INDEX `preset_name` ON `preset` (`user_id`,`name`);--> statement-breakpoint
CREATE TABLE `review` (
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
	FOREIGN KEY (`user_id`) REFERENCES `user`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`action_id`) REFERENCES `action`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`user_id`,`card_id`) REFERENCES `memory`(`user_id`,`card_id`) ON UPDATE no action ON DELETE cascade,
	CONSTRAINT "review_whole" CHECK(typeof("review"."at") = 'integer' and typeof("review"."day") = 'integer'),
	CONSTRAINT "review_seq_from" CHECK("review"."seq" >= 1),
	CONSTRAINT "review_kind" CHECK("review"."kind" in ('answer', 'suspend', 'unsuspend', 'unbury', 'bury', 'flag', 'set_due', 'reset', 'undo', 'redo')),
	CONSTRAINT "review_answer" CHECK(("review"."kind" = 'answer') = ("review"."rating" is not null and "review"."phase" is not null and "review"."step" is not null and "review"."lapse" is not null)),
	CONSTRAINT "review_rating" CHECK("review"."rating" between 1 and 4 and "review"."suggested" between 1 and 4),
	CONSTRAINT "review_due" CHECK(("review"."kind" in ('answer', 'set_due', 'reset')) = ("review"."due" is not null and "review"."due_kind" is not null)),
	CONSTRAINT "review_interval" CHECK(("review"."kind" in ('answer', 'set_due')) = ("review"."interval_days" is not null)),
	CONSTRAINT "review_bury" CHECK(("review"."kind" = 'bury') = ("review"."buried_by" is not null and "review"."until_day" is not null)),
	CONSTRAINT "review_flag" CHECK(("review"."kind" = 'flag') = ("review"."flag" is not null)),
	CONSTRAINT "review_flag_of" CHECK("review"."flag" between 0 and 7),
	CONSTRAINT "review_target" CHECK(("review"."kind" in ('undo', 'redo')) = ("review"."target" is not null)),
	CONSTRAINT "review_target_before" CHECK("review"."target" < "review"."seq"),
	CONSTRAINT "review_drawn" CHECK(("review"."generator" is null) = ("review"."params" is null) and ("review"."generator" is null) = ("review"."seed" is null)
      and ("review"."generator" is null) = ("review"."generator_version" is null) and ("review"."generator" is null) = ("review"."level" is null))
);
--> statement-breakpoint
CREATE INDEX `review_action` ON `review` (`action_id`);--> statement-breakpoint
CREATE UNIQUE INDEX `review_seq` ON `review` (`user_id`,`card_id`,`seq`);--> statement-breakpoint
CREATE TABLE `session` (
	`token_hash` text PRIMARY KEY NOT NULL,
	`user_id` integer NOT NULL,
	`created_at` integer NOT NULL,
	`expires_at` integer NOT NULL,
	FOREIGN KEY (`user_id`) REFERENCES `user`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `session_user` ON `session` (`user_id`);--> statement-breakpoint
CREATE INDEX `session_expires` ON `session` (`expires_at`);--> statement-breakpoint
CREATE TABLE `setting` (
	`key` text PRIMARY KEY NOT NULL,
	`value` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `study_day` (
	`user_id` integer NOT NULL,
	`day` integer NOT NULL,
	`deck_id` integer NOT NULL,
	`answers` integer NOT NULL,
	`new_cards` integer NOT NULL,
	`reviews` integer NOT NULL,
	`took_ms` integer NOT NULL,
	PRIMARY KEY(`user_id`, `day`, `deck_id`),
	FOREIGN KEY (`user_id`) REFERENCES `user`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`deck_id`) REFERENCES `deck`(`id`) ON UPDATE no action ON DELETE cascade,
	CONSTRAINT "study_day_counts" CHECK("study_day"."answers" >= 0 and "study_day"."new_cards" >= 0 and "study_day"."reviews" >= 0 and "study_day"."took_ms" >= 0)
);
--> statement-breakpoint
CREATE INDEX `study_day_deck` ON `study_day` (`deck_id`);--> statement-breakpoint
CREATE TABLE `user` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`name` text NOT NULL,
	`created_at` integer NOT NULL,
	`password_hash` text,
	`zone` text NOT NULL,
	`rollover_hour` integer NOT NULL,
	`theme` text NOT NULL,
	`keys_enabled` integer NOT NULL,
	CONSTRAINT "user_rollover_hour" CHECK("user"."rollover_hour" between 0 and 23),
	CONSTRAINT "user_theme" CHECK("user"."theme" in ('system', 'light', 'dark')),
	CONSTRAINT "user_keys_enabled" CHECK("user"."keys_enabled" in (0, 1))
);
--> statement-breakpoint
CREATE UNIQUE INDEX `user_name` ON `user` (lower("name"));