-- migrations cff9770452f430754edb9872764026181d62bce4abf927734393e12b1f6aca91
CREATE TABLE "account_emailaddress" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "verified" bool NOT NULL, "primary" bool NOT NULL, "user_id" char(32) NOT NULL REFERENCES "people_account" ("id") DEFERRABLE INITIALLY DEFERRED, "email" varchar(254) NOT NULL)
-- next
CREATE TABLE "account_emailconfirmation" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "created" datetime NOT NULL, "sent" datetime NULL, "key" varchar(64) NOT NULL UNIQUE, "email_address_id" integer NOT NULL REFERENCES "account_emailaddress" ("id") DEFERRABLE INITIALLY DEFERRED)
-- next
CREATE TABLE "auth_group" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "name" varchar(150) NOT NULL UNIQUE)
-- next
CREATE TABLE "auth_group_permissions" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "group_id" integer NOT NULL REFERENCES "auth_group" ("id") DEFERRABLE INITIALLY DEFERRED, "permission_id" integer NOT NULL REFERENCES "auth_permission" ("id") DEFERRABLE INITIALLY DEFERRED)
-- next
CREATE TABLE "auth_permission" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "content_type_id" integer NOT NULL REFERENCES "django_content_type" ("id") DEFERRABLE INITIALLY DEFERRED, "codename" varchar(100) NOT NULL, "name" varchar(255) NOT NULL)
-- next
CREATE TABLE "catalog_achievement" ("id" char(32) NOT NULL PRIMARY KEY, "kind" varchar(20) NOT NULL, "slug" varchar(80) NOT NULL, "created_at" datetime NOT NULL, "district_id" char(32) NOT NULL REFERENCES "people_district" ("id") DEFERRABLE INITIALLY DEFERRED, "audience" varchar(12) NOT NULL, CONSTRAINT "slug_in_district" UNIQUE ("district_id", "slug"), CONSTRAINT "achievement_of_district" UNIQUE ("district_id", "id"))
-- next
CREATE TABLE "catalog_alignment" ("id" char(32) NOT NULL PRIMARY KEY, "framework" varchar(80) NOT NULL, "framework_version" varchar(20) NOT NULL, "code" varchar(40) NOT NULL, "url" varchar(200) NOT NULL, "district_id" char(32) NOT NULL REFERENCES "people_district" ("id") DEFERRABLE INITIALLY DEFERRED, "version_id" char(32) NOT NULL REFERENCES "catalog_version" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "alignment_once" UNIQUE ("district_id", "version_id", "framework", "framework_version", "code"))
-- next
CREATE TABLE "catalog_app" ("id" char(32) NOT NULL PRIMARY KEY, "name" varchar(80) NOT NULL, "approved" bool NOT NULL, "checked_on" date NOT NULL, "note" varchar(160) NOT NULL, "address" varchar(200) NOT NULL, "district_id" char(32) NOT NULL REFERENCES "people_district" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "app_in_district" UNIQUE ("district_id", "name"), CONSTRAINT "app_of_district" UNIQUE ("district_id", "id"))
-- next
CREATE TABLE "catalog_choice" ("id" char(32) NOT NULL PRIMARY KEY, "position" smallint unsigned NOT NULL CHECK ("position" >= 0), "label" varchar(120) NOT NULL, "count" smallint unsigned NOT NULL CHECK ("count" >= 0), "district_id" char(32) NOT NULL REFERENCES "people_district" ("id") DEFERRABLE INITIALLY DEFERRED, "requirement_id" char(32) NOT NULL REFERENCES "catalog_requirement" ("id") DEFERRABLE INITIALLY DEFERRED, "counts_earlier" bool NULL, CONSTRAINT "choice_position" UNIQUE ("district_id", "requirement_id", "position"))
-- next
CREATE TABLE "catalog_choice_achievements" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "choice_id" char(32) NOT NULL REFERENCES "catalog_choice" ("id") DEFERRABLE INITIALLY DEFERRED, "achievement_id" char(32) NOT NULL REFERENCES "catalog_achievement" ("id") DEFERRABLE INITIALLY DEFERRED)
-- next
CREATE TABLE "catalog_comment" ("id" char(32) NOT NULL PRIMARY KEY, "field" varchar(80) NOT NULL, "text" text NOT NULL, "at" datetime NOT NULL, "resolved_at" datetime NULL, "author_id" char(32) NOT NULL REFERENCES "people_person" ("id") DEFERRABLE INITIALLY DEFERRED, "district_id" char(32) NOT NULL REFERENCES "people_district" ("id") DEFERRABLE INITIALLY DEFERRED, "resolved_by_id" char(32) NULL REFERENCES "people_person" ("id") DEFERRABLE INITIALLY DEFERRED, "manuscript_id" char(32) NOT NULL REFERENCES "catalog_manuscript" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "comment_of_district" UNIQUE ("district_id", "id"))
-- next
CREATE TABLE "catalog_manuscript" ("id" char(32) NOT NULL PRIMARY KEY, "kind" varchar(20) NOT NULL, "slug" varchar(80) NOT NULL, "body" text NOT NULL CHECK ((JSON_VALID("body") OR "body" IS NULL)), "revision" integer unsigned NOT NULL CHECK ("revision" >= 0), "begun_at" datetime NOT NULL, "touched_at" datetime NOT NULL, "achievement_id" char(32) NULL REFERENCES "catalog_achievement" ("id") DEFERRABLE INITIALLY DEFERRED, "district_id" char(32) NOT NULL REFERENCES "people_district" ("id") DEFERRABLE INITIALLY DEFERRED, "published_id" char(32) NULL UNIQUE REFERENCES "catalog_version" ("id") DEFERRABLE INITIALLY DEFERRED, "touched_by_id" char(32) NULL REFERENCES "people_person" ("id") DEFERRABLE INITIALLY DEFERRED, "written_by_id" char(32) NULL REFERENCES "people_person" ("id") DEFERRABLE INITIALLY DEFERRED, "put_away_at" datetime NULL, CONSTRAINT "manuscript_of_district" UNIQUE ("district_id", "id"))
-- next
CREATE TABLE "catalog_piece" ("id" char(32) NOT NULL PRIMARY KEY, "position" smallint unsigned NOT NULL CHECK ("position" >= 0), "title" varchar(120) NOT NULL, "text" text NOT NULL, "kinds" text NOT NULL CHECK ((JSON_VALID("kinds") OR "kinds" IS NULL)), "prompts" text NOT NULL CHECK ((JSON_VALID("prompts") OR "prompts" IS NULL)), "min_items" smallint unsigned NOT NULL CHECK ("min_items" >= 0), "max_items" smallint unsigned NOT NULL CHECK ("max_items" >= 0), "words_from" integer unsigned NULL CHECK ("words_from" >= 0), "words_to" integer unsigned NULL CHECK ("words_to" >= 0), "district_id" char(32) NOT NULL REFERENCES "people_district" ("id") DEFERRABLE INITIALLY DEFERRED, "requirement_id" char(32) NOT NULL REFERENCES "catalog_requirement" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "piece_position" UNIQUE ("district_id", "requirement_id", "position"), CONSTRAINT "piece_of_district" UNIQUE ("district_id", "id"))
-- next
CREATE TABLE "catalog_putaway" ("id" char(32) NOT NULL PRIMARY KEY, "at" datetime NOT NULL, "back_at" datetime NULL, "back_by_id" char(32) NULL REFERENCES "people_person" ("id") DEFERRABLE INITIALLY DEFERRED, "by_id" char(32) NOT NULL REFERENCES "people_person" ("id") DEFERRABLE INITIALLY DEFERRED, "district_id" char(32) NOT NULL REFERENCES "people_district" ("id") DEFERRABLE INITIALLY DEFERRED, "manuscript_id" char(32) NOT NULL REFERENCES "catalog_manuscript" ("id") DEFERRABLE INITIALLY DEFERRED)
-- next
CREATE TABLE "catalog_requirement" ("id" char(32) NOT NULL PRIMARY KEY, "position" smallint unsigned NOT NULL CHECK ("position" >= 0), "kind" varchar(20) NOT NULL, "title" varchar(120) NOT NULL, "district_id" char(32) NOT NULL REFERENCES "people_district" ("id") DEFERRABLE INITIALLY DEFERRED, "version_id" char(32) NOT NULL REFERENCES "catalog_version" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "requirement_position" UNIQUE ("district_id", "version_id", "position"), CONSTRAINT "requirement_of_district" UNIQUE ("district_id", "id"))
-- next
CREATE TABLE "catalog_retirement" ("id" char(32) NOT NULL PRIMARY KEY, "reason" text NOT NULL, "retired_at" datetime NOT NULL, "district_id" char(32) NOT NULL REFERENCES "people_district" ("id") DEFERRABLE INITIALLY DEFERRED, "version_id" char(32) NOT NULL UNIQUE REFERENCES "catalog_version" ("id") DEFERRABLE INITIALLY DEFERRED)
-- next
CREATE TABLE "catalog_row" ("id" char(32) NOT NULL PRIMARY KEY, "position" smallint unsigned NOT NULL CHECK ("position" >= 0), "title" varchar(80) NOT NULL, "not_yet" text NOT NULL, "demonstrated" text NOT NULL, "saved_comment" text NOT NULL, "privacy" bool NOT NULL, "district_id" char(32) NOT NULL REFERENCES "people_district" ("id") DEFERRABLE INITIALLY DEFERRED, "requirement_id" char(32) NOT NULL REFERENCES "catalog_requirement" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "row_position" UNIQUE ("district_id", "requirement_id", "position"), CONSTRAINT "row_of_district" UNIQUE ("district_id", "id"))
-- next
CREATE TABLE "catalog_row_pieces" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "row_id" char(32) NOT NULL REFERENCES "catalog_row" ("id") DEFERRABLE INITIALLY DEFERRED, "piece_id" char(32) NOT NULL REFERENCES "catalog_piece" ("id") DEFERRABLE INITIALLY DEFERRED)
-- next
CREATE TABLE "catalog_step" ("id" char(32) NOT NULL PRIMARY KEY, "position" smallint unsigned NOT NULL CHECK ("position" >= 0), "title" varchar(120) NOT NULL, "text" text NOT NULL, "district_id" char(32) NOT NULL REFERENCES "people_district" ("id") DEFERRABLE INITIALLY DEFERRED, "version_id" char(32) NOT NULL REFERENCES "catalog_version" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "step_position" UNIQUE ("district_id", "version_id", "position"))
-- next
CREATE TABLE "catalog_version" ("id" char(32) NOT NULL PRIMARY KEY, "number" smallint unsigned NOT NULL CHECK ("number" >= 0), "language" varchar(12) NOT NULL, "title" varchar(120) NOT NULL, "tagline" varchar(160) NOT NULL, "sentence" text NOT NULL, "public_sentence" text NOT NULL, "grade_from" smallint NOT NULL, "grade_to" smallint NOT NULL, "subject" varchar(80) NOT NULL, "beginner_minutes" integer unsigned NOT NULL CHECK ("beginner_minutes" >= 0), "beginner_time" varchar(160) NOT NULL, "clock_hours" decimal NOT NULL, "content_area" varchar(120) NOT NULL, "why" text NOT NULL, "use_tomorrow" text NOT NULL, "already" text NOT NULL, "reviewed_by" varchar(160) NOT NULL, "review_days" smallint unsigned NOT NULL CHECK ("review_days" >= 0), "app" varchar(80) NOT NULL, "app_note" varchar(160) NOT NULL, "follow_up" text NOT NULL, "read_more" text NOT NULL, "valid_months" smallint unsigned NULL CHECK ("valid_months" >= 0), "shape" varchar(12) NOT NULL, "hue" varchar(12) NOT NULL, "icon" varchar(60) NOT NULL, "created_at" datetime NOT NULL, "published_at" datetime NULL, "canonical" text NOT NULL, "digest" varchar(64) NOT NULL, "search" text NOT NULL, "achievement_id" char(32) NOT NULL REFERENCES "catalog_achievement" ("id") DEFERRABLE INITIALLY DEFERRED, "district_id" char(32) NOT NULL REFERENCES "people_district" ("id") DEFERRABLE INITIALLY DEFERRED, "written_by_id" char(32) NULL REFERENCES "people_person" ("id") DEFERRABLE INITIALLY DEFERRED, "lessons" text NULL, "changes" text NULL, CONSTRAINT "version_number" UNIQUE ("district_id", "achievement_id", "number"), CONSTRAINT "version_of_district" UNIQUE ("district_id", "id"))
-- next
CREATE TABLE "credentials_award" ("id" char(32) NOT NULL PRIMARY KEY, "public_id" varchar(22) NOT NULL UNIQUE, "share_key" varchar(22) NOT NULL, "visibility" varchar(10) NOT NULL, "shown" text NOT NULL CHECK ((JSON_VALID("shown") OR "shown" IS NULL)), "practice" bool NOT NULL, "awarded_at" datetime NOT NULL, "expires_at" datetime NULL, "district_id" char(32) NOT NULL REFERENCES "people_district" ("id") DEFERRABLE INITIALLY DEFERRED, "person_id" char(32) NOT NULL REFERENCES "people_person" ("id") DEFERRABLE INITIALLY DEFERRED, "version_id" char(32) NOT NULL REFERENCES "catalog_version" ("id") DEFERRABLE INITIALLY DEFERRED, "stands" bool NOT NULL, "dated_at" datetime NULL, "exported_at" datetime NULL, "outside_hours" decimal NULL, "renewed_until" datetime NULL, "suspended_at" datetime NULL, "award_list_id" char(32) NULL REFERENCES "credentials_awardlist" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "award_of_district" UNIQUE ("district_id", "id"))
-- next
CREATE TABLE "credentials_awardline" ("id" char(32) NOT NULL PRIMARY KEY, "number" integer unsigned NOT NULL CHECK ("number" >= 0), "said" text NOT NULL CHECK ((JSON_VALID("said") OR "said" IS NULL)), "earned_on" date NULL, "note" varchar(500) NOT NULL, "state" varchar(8) NOT NULL, "problem" varchar(24) NOT NULL, "facts" text NOT NULL CHECK ((JSON_VALID("facts") OR "facts" IS NULL)), "decided_at" datetime NULL, "award_id" char(32) NULL UNIQUE REFERENCES "credentials_award" ("id") DEFERRABLE INITIALLY DEFERRED, "district_id" char(32) NOT NULL REFERENCES "people_district" ("id") DEFERRABLE INITIALLY DEFERRED, "person_id" char(32) NULL REFERENCES "people_person" ("id") DEFERRABLE INITIALLY DEFERRED, "award_list_id" char(32) NOT NULL REFERENCES "credentials_awardlist" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "award_line_number" UNIQUE ("district_id", "award_list_id", "number"))
-- next
CREATE TABLE "credentials_awardlist" ("id" char(32) NOT NULL PRIMARY KEY, "source" varchar(8) NOT NULL, "file_name" varchar(120) NOT NULL, "sha256" varchar(64) NOT NULL, "ground" varchar(8) NOT NULL, "note" varchar(500) NOT NULL, "letters" bool NOT NULL, "practice" bool NULL, "state" varchar(12) NOT NULL, "turn" integer unsigned NOT NULL CHECK ("turn" >= 0), "brought_at" datetime NOT NULL, "begun_at" datetime NULL, "ended_at" datetime NULL, "withdrawn_at" datetime NULL, "withdrawn_note" text NOT NULL, "begun_by_id" char(32) NULL REFERENCES "people_person" ("id") DEFERRABLE INITIALLY DEFERRED, "brought_by_id" char(32) NOT NULL REFERENCES "people_person" ("id") DEFERRABLE INITIALLY DEFERRED, "district_id" char(32) NOT NULL REFERENCES "people_district" ("id") DEFERRABLE INITIALLY DEFERRED, "version_id" char(32) NOT NULL REFERENCES "catalog_version" ("id") DEFERRABLE INITIALLY DEFERRED, "withdrawn_by_id" char(32) NULL REFERENCES "people_person" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "award_list_of_district" UNIQUE ("district_id", "id"))
-- next
CREATE TABLE "credentials_correction" ("id" char(32) NOT NULL PRIMARY KEY, "what" varchar(8) NOT NULL, "reason" varchar(8) NOT NULL, "note" text NOT NULL, "name" varchar(200) NOT NULL, "earned_at" datetime NULL, "corrected_at" datetime NOT NULL, "award_id" char(32) NOT NULL REFERENCES "credentials_award" ("id") DEFERRABLE INITIALLY DEFERRED, "district_id" char(32) NOT NULL REFERENCES "people_district" ("id") DEFERRABLE INITIALLY DEFERRED, "document_id" char(32) NOT NULL UNIQUE REFERENCES "credentials_document" ("id") DEFERRABLE INITIALLY DEFERRED, "corrected_by_id" char(32) NULL REFERENCES "people_person" ("id") DEFERRABLE INITIALLY DEFERRED)
-- next
CREATE TABLE "credentials_document" ("id" char(32) NOT NULL PRIMARY KEY, "form" varchar(8) NOT NULL, "body" BLOB NOT NULL, "sha256" varchar(64) NOT NULL, "status_index" integer unsigned NOT NULL CHECK ("status_index" >= 0), "issued_at" datetime NOT NULL, "award_id" char(32) NOT NULL REFERENCES "credentials_award" ("id") DEFERRABLE INITIALLY DEFERRED, "district_id" char(32) NOT NULL REFERENCES "people_district" ("id") DEFERRABLE INITIALLY DEFERRED, "key_id" char(32) NOT NULL REFERENCES "credentials_issuerkey" ("id") DEFERRABLE INITIALLY DEFERRED, "status_list_id" char(32) NOT NULL REFERENCES "credentials_statuslist" ("id") DEFERRABLE INITIALLY DEFERRED, "superseded_by_id" char(32) NULL UNIQUE REFERENCES "credentials_document" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "document_of_district" UNIQUE ("district_id", "id"), CONSTRAINT "status_place_once" UNIQUE ("district_id", "status_list_id", "status_index"))
-- next
CREATE TABLE "credentials_earlierimport" ("id" char(32) NOT NULL PRIMARY KEY, "file_name" varchar(120) NOT NULL, "body" BLOB NULL, "sha256" varchar(64) NOT NULL, "choices" text NOT NULL CHECK ((JSON_VALID("choices") OR "choices" IS NULL)), "brought_at" datetime NOT NULL, "added_at" datetime NULL, "report" text NOT NULL CHECK ((JSON_VALID("report") OR "report" IS NULL)), "taken_back_at" datetime NULL, "reason" text NOT NULL, "added_by_id" char(32) NULL REFERENCES "people_person" ("id") DEFERRABLE INITIALLY DEFERRED, "brought_by_id" char(32) NOT NULL REFERENCES "people_person" ("id") DEFERRABLE INITIALLY DEFERRED, "district_id" char(32) NOT NULL REFERENCES "people_district" ("id") DEFERRABLE INITIALLY DEFERRED, "taken_back_by_id" char(32) NULL REFERENCES "people_person" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "earlier_import_of_district" UNIQUE ("district_id", "id"))
-- next
CREATE TABLE "credentials_earlierrecord" ("id" char(32) NOT NULL PRIMARY KEY, "title" varchar(200) NOT NULL, "key" varchar(200) NOT NULL, "earned_on" date NOT NULL, "known" varchar(5) NOT NULL, "issuer" varchar(160) NOT NULL, "note" varchar(500) NOT NULL, "line" integer unsigned NULL CHECK ("line" >= 0), "recorded_at" datetime NOT NULL, "taken_back_at" datetime NULL, "taken_back_reason" text NOT NULL, "achievement_id" char(32) NULL REFERENCES "catalog_achievement" ("id") DEFERRABLE INITIALLY DEFERRED, "brought_id" char(32) NULL REFERENCES "credentials_earlierimport" ("id") DEFERRABLE INITIALLY DEFERRED, "district_id" char(32) NOT NULL REFERENCES "people_district" ("id") DEFERRABLE INITIALLY DEFERRED, "person_id" char(32) NOT NULL REFERENCES "people_person" ("id") DEFERRABLE INITIALLY DEFERRED, "recorded_by_id" char(32) NOT NULL REFERENCES "people_person" ("id") DEFERRABLE INITIALLY DEFERRED, "taken_back_by_id" char(32) NULL REFERENCES "people_person" ("id") DEFERRABLE INITIALLY DEFERRED, "outside_id" char(32) NULL REFERENCES "credentials_outsidebadge" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "earlier_record_of_district" UNIQUE ("district_id", "id"))
-- next
CREATE TABLE "credentials_endorsement" ("id" char(32) NOT NULL PRIMARY KEY, "body" BLOB NOT NULL, "sha256" varchar(64) NOT NULL, "endorser" varchar(2000) NOT NULL, "endorser_name" varchar(200) NOT NULL, "comment" text NOT NULL, "valid_from" datetime NOT NULL, "valid_until" datetime NULL, "brought_at" datetime NOT NULL, "shown_at" datetime NULL, "taken_out_at" datetime NULL, "brought_by_id" char(32) NOT NULL REFERENCES "people_person" ("id") DEFERRABLE INITIALLY DEFERRED, "district_id" char(32) NOT NULL REFERENCES "people_district" ("id") DEFERRABLE INITIALLY DEFERRED, "taken_out_by_id" char(32) NULL REFERENCES "people_person" ("id") DEFERRABLE INITIALLY DEFERRED, "version_id" char(32) NOT NULL REFERENCES "catalog_version" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "endorsement_of_district" UNIQUE ("district_id", "id"))
-- next
CREATE TABLE "credentials_issuerkey" ("id" char(32) NOT NULL PRIMARY KEY, "did" varchar(400) NOT NULL, "public_multibase" varchar(100) NOT NULL, "fingerprint" varchar(64) NOT NULL, "created_at" datetime NOT NULL, "retired_at" datetime NULL, "district_id" char(32) NOT NULL REFERENCES "people_district" ("id") DEFERRABLE INITIALLY DEFERRED, "algorithm" varchar(8) NOT NULL, "public_jwk" text NULL CHECK ((JSON_VALID("public_jwk") OR "public_jwk" IS NULL)), "signs_from" datetime NULL, "revoked_at" datetime NULL, "revoked_why" text NOT NULL, "use" varchar(8) NOT NULL, CONSTRAINT "issuer_key_of_district" UNIQUE ("district_id", "id"), CONSTRAINT "a_withdrawn_key_signs_no_more" CHECK (("revoked_at" IS NULL OR "retired_at" IS NOT NULL)))
-- next
CREATE TABLE "credentials_met" ("id" char(32) NOT NULL PRIMARY KEY, "basis" text NOT NULL CHECK ((JSON_VALID("basis") OR "basis" IS NULL)), "met_at" datetime NOT NULL, "district_id" char(32) NOT NULL REFERENCES "people_district" ("id") DEFERRABLE INITIALLY DEFERRED, "person_id" char(32) NOT NULL REFERENCES "people_person" ("id") DEFERRABLE INITIALLY DEFERRED, "requirement_id" char(32) NOT NULL REFERENCES "catalog_requirement" ("id") DEFERRABLE INITIALLY DEFERRED, "practice" bool NOT NULL, "round" smallint unsigned NOT NULL CHECK ("round" >= 0), CONSTRAINT "met_once_a_round" UNIQUE ("district_id", "requirement_id", "person_id", "practice", "round"))
-- next
CREATE TABLE "credentials_outsidebadge" ("id" char(32) NOT NULL PRIMARY KEY, "title" varchar(200) NOT NULL, "issuer" varchar(200) NOT NULL, "title_read" bool NOT NULL, "url" varchar(2000) NOT NULL, "body" BLOB NULL, "sha256" varchar(64) NOT NULL, "outcome" varchar(30) NOT NULL, "found" text NOT NULL CHECK ((JSON_VALID("found") OR "found" IS NULL)), "read_at" datetime NULL, "added_at" datetime NOT NULL, "district_id" char(32) NOT NULL REFERENCES "people_district" ("id") DEFERRABLE INITIALLY DEFERRED, "person_id" char(32) NOT NULL REFERENCES "people_person" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "outside_badge_of_district" UNIQUE ("district_id", "id"))
-- next
CREATE TABLE "credentials_outsidehours" ("id" char(32) NOT NULL PRIMARY KEY, "hours" decimal NOT NULL, "note" text NOT NULL, "said_at" datetime NOT NULL, "award_id" char(32) NOT NULL REFERENCES "credentials_award" ("id") DEFERRABLE INITIALLY DEFERRED, "district_id" char(32) NOT NULL REFERENCES "people_district" ("id") DEFERRABLE INITIALLY DEFERRED, "said_by_id" char(32) NOT NULL REFERENCES "people_person" ("id") DEFERRABLE INITIALLY DEFERRED)
-- next
CREATE TABLE "credentials_renewal" ("id" char(32) NOT NULL PRIMARY KEY, "reason" varchar(8) NOT NULL, "note" text NOT NULL, "ended_at" datetime NOT NULL, "ends_at" datetime NOT NULL, "renewed_at" datetime NOT NULL, "award_id" char(32) NOT NULL REFERENCES "credentials_award" ("id") DEFERRABLE INITIALLY DEFERRED, "district_id" char(32) NOT NULL REFERENCES "people_district" ("id") DEFERRABLE INITIALLY DEFERRED, "document_id" char(32) NOT NULL UNIQUE REFERENCES "credentials_document" ("id") DEFERRABLE INITIALLY DEFERRED, "renewed_by_id" char(32) NULL REFERENCES "people_person" ("id") DEFERRABLE INITIALLY DEFERRED)
-- next
CREATE TABLE "credentials_renewalrule" ("id" char(32) NOT NULL PRIMARY KEY, "asks" varchar(4) NOT NULL, "district_id" char(32) NOT NULL REFERENCES "people_district" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "one_rule_for_renewing" UNIQUE ("district_id"))
-- next
CREATE TABLE "credentials_restoration" ("id" char(32) NOT NULL PRIMARY KEY, "note" text NOT NULL, "restored_at" datetime NOT NULL, "district_id" char(32) NOT NULL REFERENCES "people_district" ("id") DEFERRABLE INITIALLY DEFERRED, "restored_by_id" char(32) NOT NULL REFERENCES "people_person" ("id") DEFERRABLE INITIALLY DEFERRED, "suspension_id" char(32) NOT NULL UNIQUE REFERENCES "credentials_suspension" ("id") DEFERRABLE INITIALLY DEFERRED)
-- next
CREATE TABLE "credentials_signedtoken" ("id" char(32) NOT NULL PRIMARY KEY, "body" BLOB NOT NULL, "sha256" varchar(64) NOT NULL, "made_at" datetime NOT NULL, "district_id" char(32) NOT NULL REFERENCES "people_district" ("id") DEFERRABLE INITIALLY DEFERRED, "document_id" char(32) NOT NULL REFERENCES "credentials_document" ("id") DEFERRABLE INITIALLY DEFERRED, "key_id" char(32) NOT NULL REFERENCES "credentials_issuerkey" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "one_token_of_a_key" UNIQUE ("district_id", "document_id", "key_id"))
-- next
CREATE TABLE "credentials_statuslist" ("id" char(32) NOT NULL PRIMARY KEY, "number" integer unsigned NOT NULL CHECK ("number" >= 0), "practice" bool NOT NULL, "size" integer unsigned NOT NULL CHECK ("size" >= 0), "used" integer unsigned NOT NULL CHECK ("used" >= 0), "body" BLOB NOT NULL, "made_at" datetime NULL, "created_at" datetime NOT NULL, "district_id" char(32) NOT NULL REFERENCES "people_district" ("id") DEFERRABLE INITIALLY DEFERRED, "suspension_body" BLOB NULL, CONSTRAINT "status_list_number" UNIQUE ("district_id", "number"), CONSTRAINT "status_list_of_district" UNIQUE ("district_id", "id"))
-- next
CREATE TABLE "credentials_suspension" ("id" char(32) NOT NULL PRIMARY KEY, "reason" varchar(8) NOT NULL, "note" text NOT NULL, "suspended_at" datetime NOT NULL, "award_id" char(32) NOT NULL REFERENCES "credentials_award" ("id") DEFERRABLE INITIALLY DEFERRED, "district_id" char(32) NOT NULL REFERENCES "people_district" ("id") DEFERRABLE INITIALLY DEFERRED, "document_id" char(32) NULL UNIQUE REFERENCES "credentials_document" ("id") DEFERRABLE INITIALLY DEFERRED, "suspended_by_id" char(32) NOT NULL REFERENCES "people_person" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "suspension_of_district" UNIQUE ("district_id", "id"))
-- next
CREATE TABLE "credentials_withdrawal" ("id" char(32) NOT NULL PRIMARY KEY, "reason" varchar(12) NOT NULL, "note" text NOT NULL, "withdrawn_at" datetime NOT NULL, "award_id" char(32) NOT NULL UNIQUE REFERENCES "credentials_award" ("id") DEFERRABLE INITIALLY DEFERRED, "district_id" char(32) NOT NULL REFERENCES "people_district" ("id") DEFERRABLE INITIALLY DEFERRED, "withdrawn_by_id" char(32) NOT NULL REFERENCES "people_person" ("id") DEFERRABLE INITIALLY DEFERRED)
-- next
CREATE TABLE "django_content_type" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "app_label" varchar(100) NOT NULL, "model" varchar(100) NOT NULL)
-- next
CREATE TABLE "django_migrations" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "app" varchar(255) NOT NULL, "name" varchar(255) NOT NULL, "applied" datetime NOT NULL)
-- next
CREATE TABLE "django_session" ("session_key" varchar(40) NOT NULL PRIMARY KEY, "session_data" text NOT NULL, "expire_date" datetime NOT NULL)
-- next
CREATE TABLE "evidence_artifact" ("id" char(32) NOT NULL PRIMARY KEY, "kind" varchar(12) NOT NULL, "name" varchar(80) NOT NULL, "file" varchar(120) NOT NULL, "captions" text NOT NULL, "content_type" varchar(80) NOT NULL, "size" bigint unsigned NOT NULL CHECK ("size" >= 0), "sha256" varchar(64) NOT NULL, "seconds" integer unsigned NULL CHECK ("seconds" >= 0), "url" varchar(2000) NOT NULL, "trial" varchar(16) NOT NULL, "caption" varchar(500) NOT NULL, "students" varchar(8) NOT NULL, "added_at" datetime NOT NULL, "described_at" datetime NULL, "handed_in_at" datetime NULL, "removed_at" datetime NULL, "hidden_at" datetime NULL, "district_id" char(32) NOT NULL REFERENCES "people_district" ("id") DEFERRABLE INITIALLY DEFERRED, "piece_id" char(32) NOT NULL REFERENCES "catalog_piece" ("id") DEFERRABLE INITIALLY DEFERRED, "submission_id" char(32) NOT NULL REFERENCES "evidence_submission" ("id") DEFERRABLE INITIALLY DEFERRED, "note" varchar(20) NOT NULL, CONSTRAINT "artifact_of_district" UNIQUE ("district_id", "id"))
-- next
CREATE TABLE "evidence_attempt" ("id" char(32) NOT NULL PRIMARY KEY, "number" smallint unsigned NOT NULL CHECK ("number" >= 0), "try_number" smallint unsigned NOT NULL CHECK ("try_number" >= 0), "words" text NOT NULL CHECK ((JSON_VALID("words") OR "words" IS NULL)), "submitted_at" datetime NOT NULL, "due_at" datetime NOT NULL, "outcome" varchar(12) NOT NULL, "ended_at" datetime NULL, "district_id" char(32) NOT NULL REFERENCES "people_district" ("id") DEFERRABLE INITIALLY DEFERRED, "submission_id" char(32) NOT NULL REFERENCES "evidence_submission" ("id") DEFERRABLE INITIALLY DEFERRED, "described" text NULL CHECK ((JSON_VALID("described") OR "described" IS NULL)), CONSTRAINT "attempt_number" UNIQUE ("district_id", "submission_id", "number"), CONSTRAINT "attempt_of_district" UNIQUE ("district_id", "id"))
-- next
CREATE TABLE "evidence_attempt_artifacts" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "attempt_id" char(32) NOT NULL REFERENCES "evidence_attempt" ("id") DEFERRABLE INITIALLY DEFERRED, "artifact_id" char(32) NOT NULL REFERENCES "evidence_artifact" ("id") DEFERRABLE INITIALLY DEFERRED)
-- next
CREATE TABLE "evidence_submission" ("id" char(32) NOT NULL PRIMARY KEY, "status" varchar(14) NOT NULL, "tries" smallint unsigned NOT NULL CHECK ("tries" >= 0), "rows_done" text NOT NULL CHECK ((JSON_VALID("rows_done") OR "rows_done" IS NULL)), "started_at" datetime NOT NULL, "touched_at" datetime NOT NULL, "district_id" char(32) NOT NULL REFERENCES "people_district" ("id") DEFERRABLE INITIALLY DEFERRED, "person_id" char(32) NOT NULL REFERENCES "people_person" ("id") DEFERRABLE INITIALLY DEFERRED, "requirement_id" char(32) NOT NULL REFERENCES "catalog_requirement" ("id") DEFERRABLE INITIALLY DEFERRED, "version_id" char(32) NOT NULL REFERENCES "catalog_version" ("id") DEFERRABLE INITIALLY DEFERRED, "set_aside_at" datetime NULL, CONSTRAINT "one_submission_each" UNIQUE ("district_id", "person_id", "requirement_id"), CONSTRAINT "submission_of_district" UNIQUE ("district_id", "id"))
-- next
CREATE TABLE "evidence_upload" ("id" char(32) NOT NULL PRIMARY KEY, "size" bigint unsigned NOT NULL CHECK ("size" >= 0), "offset" bigint unsigned NOT NULL CHECK ("offset" >= 0), "students" varchar(8) NOT NULL, "caption" varchar(500) NOT NULL, "part" varchar(64) NOT NULL, "started_at" datetime NOT NULL, "touched_at" datetime NOT NULL, "refused" text NOT NULL, "artifact_id" char(32) NULL UNIQUE REFERENCES "evidence_artifact" ("id") DEFERRABLE INITIALLY DEFERRED, "district_id" char(32) NOT NULL REFERENCES "people_district" ("id") DEFERRABLE INITIALLY DEFERRED, "piece_id" char(32) NOT NULL REFERENCES "catalog_piece" ("id") DEFERRABLE INITIALLY DEFERRED, "submission_id" char(32) NOT NULL REFERENCES "evidence_submission" ("id") DEFERRABLE INITIALLY DEFERRED)
-- next
CREATE TABLE "evidence_writing" ("id" char(32) NOT NULL PRIMARY KEY, "prompt" smallint unsigned NOT NULL CHECK ("prompt" >= 0), "text" text NOT NULL, "revision" integer unsigned NOT NULL CHECK ("revision" >= 0), "saved_at" datetime NOT NULL, "district_id" char(32) NOT NULL REFERENCES "people_district" ("id") DEFERRABLE INITIALLY DEFERRED, "piece_id" char(32) NOT NULL REFERENCES "catalog_piece" ("id") DEFERRABLE INITIALLY DEFERRED, "submission_id" char(32) NOT NULL REFERENCES "evidence_submission" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "one_writing_each" UNIQUE ("district_id", "submission_id", "piece_id", "prompt"))
-- next
CREATE TABLE "integrations_apitoken" ("id" char(32) NOT NULL PRIMARY KEY, "name" varchar(80) NOT NULL, "secret_hash" varchar(64) NOT NULL, "may_issue" bool NOT NULL, "may_verify" bool NOT NULL, "may_change_status" bool NOT NULL, "made_at" datetime NOT NULL, "expires_at" datetime NOT NULL, "ended_at" datetime NULL, "last_used_at" datetime NULL, "minute" bigint NOT NULL, "in_minute" integer unsigned NOT NULL CHECK ("in_minute" >= 0), "district_id" char(32) NOT NULL REFERENCES "people_district" ("id") DEFERRABLE INITIALLY DEFERRED, "ended_by_id" char(32) NULL REFERENCES "people_person" ("id") DEFERRABLE INITIALLY DEFERRED, "made_by_id" char(32) NOT NULL REFERENCES "people_person" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "token_hash_once" UNIQUE ("district_id", "secret_hash"), CONSTRAINT "api_token_of_district" UNIQUE ("district_id", "id"), CONSTRAINT "token_may_something" CHECK (("may_issue" OR "may_verify" OR "may_change_status")), CONSTRAINT "token_ended_by_somebody" CHECK ((("ended_at" IS NULL AND "ended_by_id" IS NULL) OR ("ended_at" IS NOT NULL AND "ended_by_id" IS NOT NULL))))
-- next
CREATE TABLE "integrations_integrationlist" ("id" char(32) NOT NULL PRIMARY KEY, "number" integer unsigned NOT NULL CHECK ("number" >= 0), "url" varchar(300) NOT NULL, "size" integer unsigned NOT NULL CHECK ("size" >= 0), "used" integer unsigned NOT NULL CHECK ("used" >= 0), "revoked_body" BLOB NOT NULL, "suspended_body" BLOB NOT NULL, "made_at" datetime NOT NULL, "created_at" datetime NOT NULL, "district_id" char(32) NOT NULL REFERENCES "people_district" ("id") DEFERRABLE INITIALLY DEFERRED, "key_id" char(32) NOT NULL REFERENCES "credentials_issuerkey" ("id") DEFERRABLE INITIALLY DEFERRED, "suspension_url" varchar(300) NOT NULL, CONSTRAINT "integration_list_number" UNIQUE ("district_id", "number"), CONSTRAINT "integration_list_of_district" UNIQUE ("district_id", "id"))
-- next
CREATE TABLE "integrations_issuedcredential" ("id" char(32) NOT NULL PRIMARY KEY, "credential_id" varchar(500) NOT NULL, "sha256" varchar(64) NOT NULL, "status_index" integer unsigned NOT NULL CHECK ("status_index" >= 0), "issued_at" datetime NOT NULL, "revoked_at" datetime NULL, "suspended_at" datetime NULL, "district_id" char(32) NOT NULL REFERENCES "people_district" ("id") DEFERRABLE INITIALLY DEFERRED, "status_list_id" char(32) NOT NULL REFERENCES "integrations_integrationlist" ("id") DEFERRABLE INITIALLY DEFERRED, "system_id" char(32) NOT NULL REFERENCES "integrations_apitoken" ("id") DEFERRABLE INITIALLY DEFERRED, "key_id" char(32) NOT NULL REFERENCES "credentials_issuerkey" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "integration_status_place_once" UNIQUE ("district_id", "status_list_id", "status_index"), CONSTRAINT "issued_credential_of_district" UNIQUE ("district_id", "id"))
-- next
CREATE TABLE "integrations_statuschange" ("id" char(32) NOT NULL PRIMARY KEY, "purpose" varchar(12) NOT NULL, "value" bool NOT NULL, "changed_at" datetime NOT NULL, "district_id" char(32) NOT NULL REFERENCES "people_district" ("id") DEFERRABLE INITIALLY DEFERRED, "issued_id" char(32) NOT NULL REFERENCES "integrations_issuedcredential" ("id") DEFERRABLE INITIALLY DEFERRED, "system_id" char(32) NOT NULL REFERENCES "integrations_apitoken" ("id") DEFERRABLE INITIALLY DEFERRED)
-- next
CREATE TABLE "journal_delivery" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "handler" varchar(160) NOT NULL, "due_at" datetime NOT NULL, "attempts" smallint unsigned NOT NULL CHECK ("attempts" >= 0), "fence" integer unsigned NOT NULL CHECK ("fence" >= 0), "leased_until" datetime NULL, "done_at" datetime NULL, "gave_up_at" datetime NULL, "error" varchar(120) NOT NULL, "entry_id" bigint NOT NULL REFERENCES "journal_entry" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "one_delivery_per_handler" UNIQUE ("entry_id", "handler"))
-- next
CREATE TABLE "journal_entry" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "kind" varchar(80) NOT NULL, "schema" smallint unsigned NOT NULL CHECK ("schema" >= 0), "district" char(32) NOT NULL, "subject" char(32) NOT NULL, "actor" varchar(80) NOT NULL, "at" datetime NOT NULL, "facts" text NOT NULL CHECK ((JSON_VALID("facts") OR "facts" IS NULL)))
-- next
CREATE TABLE "mfa_authenticator" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "type" varchar(20) NOT NULL, "data" text NOT NULL CHECK ((JSON_VALID("data") OR "data" IS NULL)), "user_id" char(32) NOT NULL REFERENCES "people_account" ("id") DEFERRABLE INITIALLY DEFERRED, "created_at" datetime NOT NULL, "last_used_at" datetime NULL)
-- next
CREATE TABLE "notices_hello" ("id" char(32) NOT NULL PRIMARY KEY, "said_at" datetime NOT NULL, "district_id" char(32) NOT NULL REFERENCES "people_district" ("id") DEFERRABLE INITIALLY DEFERRED, "person_id" char(32) NOT NULL REFERENCES "people_person" ("id") DEFERRABLE INITIALLY DEFERRED, "representative_id" char(32) NOT NULL REFERENCES "people_person" ("id") DEFERRABLE INITIALLY DEFERRED)
-- next
CREATE TABLE "notices_letter" ("id" char(32) NOT NULL PRIMARY KEY, "address" varchar(254) NOT NULL, "occasion" varchar(120) NOT NULL, "subject" varchar(200) NOT NULL, "text" text NOT NULL, "html" text NOT NULL, "written_at" datetime NOT NULL, "sent_at" datetime NULL, "district_id" char(32) NOT NULL REFERENCES "people_district" ("id") DEFERRABLE INITIALLY DEFERRED, "to_id" char(32) NULL REFERENCES "people_person" ("id") DEFERRABLE INITIALLY DEFERRED, "bounced_at" datetime NULL, "failed_at" datetime NULL, "kind" varchar(20) NOT NULL, "trouble" varchar(20) NOT NULL)
-- next
CREATE TABLE "notices_mailserver" ("id" char(32) NOT NULL PRIMARY KEY, "host" varchar(253) NOT NULL, "port" integer unsigned NOT NULL CHECK ("port" >= 0), "security" varchar(8) NOT NULL, "user" varchar(200) NOT NULL, "sender" varchar(254) NOT NULL, "changed_at" datetime NOT NULL, "district_id" char(32) NOT NULL REFERENCES "people_district" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "one_mail_server" UNIQUE ("district_id"))
-- next
CREATE TABLE "notices_quiet" ("id" char(32) NOT NULL PRIMARY KEY, "kind" varchar(20) NOT NULL, "since" datetime NOT NULL, "district_id" char(32) NOT NULL REFERENCES "people_district" ("id") DEFERRABLE INITIALLY DEFERRED, "person_id" char(32) NOT NULL REFERENCES "people_person" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "quiet_once" UNIQUE ("district_id", "person_id", "kind"))
-- next
CREATE TABLE "notices_quietkey" ("id" char(32) NOT NULL PRIMARY KEY, "token" varchar(22) NOT NULL, "district_id" char(32) NOT NULL REFERENCES "people_district" ("id") DEFERRABLE INITIALLY DEFERRED, "person_id" char(32) NOT NULL REFERENCES "people_person" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "one_quiet_key" UNIQUE ("district_id", "person_id"), CONSTRAINT "quiet_token" UNIQUE ("district_id", "token"))
-- next
CREATE TABLE "people_account" ("password" varchar(128) NOT NULL, "last_login" datetime NULL, "id" char(32) NOT NULL PRIMARY KEY, "email" varchar(254) NOT NULL UNIQUE, "is_active" bool NOT NULL)
-- next
CREATE TABLE "people_addresscheck" ("id" char(32) NOT NULL PRIMARY KEY, "address" varchar(253) NOT NULL, "nonce" varchar(43) NOT NULL UNIQUE, "answer" varchar(43) NOT NULL, "token" varchar(43) NOT NULL UNIQUE, "asked_at" datetime NOT NULL, "found" varchar(16) NOT NULL, "found_at" datetime NULL, "seen_at" datetime NULL, "district_id" char(32) NOT NULL REFERENCES "people_district" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "one_check_per_address" UNIQUE ("district_id", "address"))
-- next
CREATE TABLE "people_campus" ("id" char(32) NOT NULL PRIMARY KEY, "name" varchar(120) NOT NULL, "district_id" char(32) NOT NULL REFERENCES "people_district" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "campus_name_in_district" UNIQUE ("district_id", "name"), CONSTRAINT "campus_of_district" UNIQUE ("district_id", "id"))
-- next
CREATE TABLE "people_change" ("id" char(32) NOT NULL PRIMARY KEY, "what" varchar(8) NOT NULL, "before" varchar(254) NOT NULL, "after" varchar(254) NOT NULL, "note" text NOT NULL, "changed_at" datetime NOT NULL, "changed_by_id" char(32) NOT NULL REFERENCES "people_person" ("id") DEFERRABLE INITIALLY DEFERRED, "district_id" char(32) NOT NULL REFERENCES "people_district" ("id") DEFERRABLE INITIALLY DEFERRED, "other_id" char(32) NULL REFERENCES "people_person" ("id") DEFERRABLE INITIALLY DEFERRED, "person_id" char(32) NOT NULL REFERENCES "people_person" ("id") DEFERRABLE INITIALLY DEFERRED)
-- next
CREATE TABLE "people_dayoff" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "date" date NOT NULL, "name" varchar(80) NOT NULL, "district_id" char(32) NOT NULL REFERENCES "people_district" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "day_off_in_district" UNIQUE ("district_id", "date"))
-- next
CREATE TABLE "people_district" ("id" char(32) NOT NULL PRIMARY KEY, "name" varchar(120) NOT NULL, "program" varchar(80) NOT NULL, "state" varchar(40) NOT NULL, "team" varchar(80) NOT NULL, "host" varchar(253) NOT NULL UNIQUE, "address" varchar(253) NOT NULL, "address_confirmed_at" datetime NULL, "brand" varchar(7) NOT NULL, "timezone" varchar(64) NOT NULL, "blind_review" bool NOT NULL, "try_links" bool NOT NULL, "created_at" datetime NOT NULL, "accent" varchar(7) NOT NULL, "demo" bool NOT NULL, "provider_name" varchar(160) NOT NULL, "provider_number" varchar(40) NOT NULL, "logo" varchar(120) NULL, "set_up_at" datetime NULL, "wallets_since" datetime NULL, CONSTRAINT "demo_only_practices" CHECK ((NOT "demo" OR "address_confirmed_at" IS NULL)))
-- next
CREATE TABLE "people_group" ("id" char(32) NOT NULL PRIMARY KEY, "name" varchar(80) NOT NULL, "starts_on" date NOT NULL, "ends_on" date NULL, "closed_at" datetime NULL, "district_id" char(32) NOT NULL REFERENCES "people_district" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "group_name_in_district" UNIQUE ("district_id", "name"), CONSTRAINT "group_of_district" UNIQUE ("district_id", "id"))
-- next
CREATE TABLE "people_membership" ("id" char(32) NOT NULL PRIMARY KEY, "joined_at" datetime NOT NULL, "left_at" datetime NULL, "district_id" char(32) NOT NULL REFERENCES "people_district" ("id") DEFERRABLE INITIALLY DEFERRED, "group_id" char(32) NOT NULL REFERENCES "people_group" ("id") DEFERRABLE INITIALLY DEFERRED, "person_id" char(32) NOT NULL REFERENCES "people_person" ("id") DEFERRABLE INITIALLY DEFERRED)
-- next
CREATE TABLE "people_person" ("id" char(32) NOT NULL PRIMARY KEY, "name" varchar(200) NOT NULL, "called" varchar(80) NOT NULL, "email" varchar(254) NOT NULL, "language" varchar(12) NOT NULL, "left_at" datetime NULL, "account_id" char(32) NULL REFERENCES "people_account" ("id") DEFERRABLE INITIALLY DEFERRED, "district_id" char(32) NOT NULL REFERENCES "people_district" ("id") DEFERRABLE INITIALLY DEFERRED, "signed_in_at" datetime NULL, "second_factor_by" datetime NULL, "first_seen_at" datetime NULL, "last_seen_at" datetime NULL, "joined_into_id" char(32) NULL REFERENCES "people_person" ("id") DEFERRABLE INITIALLY DEFERRED, "others" text NULL CHECK ((JSON_VALID("others") OR "others" IS NULL)), CONSTRAINT "one_person_per_account" UNIQUE ("district_id", "account_id"), CONSTRAINT "person_of_district" UNIQUE ("district_id", "id"))
-- next
CREATE TABLE "people_placement" ("id" char(32) NOT NULL PRIMARY KEY, "role" varchar(20) NOT NULL, "since" date NOT NULL, "until" date NULL, "campus_id" char(32) NULL REFERENCES "people_campus" ("id") DEFERRABLE INITIALLY DEFERRED, "district_id" char(32) NOT NULL REFERENCES "people_district" ("id") DEFERRABLE INITIALLY DEFERRED, "person_id" char(32) NOT NULL REFERENCES "people_person" ("id") DEFERRABLE INITIALLY DEFERRED)
-- next
CREATE TABLE "people_provider" ("id" char(32) NOT NULL PRIMARY KEY, "kind" varchar(12) NOT NULL, "name" varchar(60) NOT NULL, "issuer" varchar(300) NOT NULL, "client_id" varchar(300) NOT NULL, "tenant" varchar(120) NOT NULL, "domains" text NOT NULL, "is_on" bool NOT NULL, "is_second_factor" bool NOT NULL, "district_id" char(32) NOT NULL REFERENCES "people_district" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "provider_in_district" UNIQUE ("district_id", "kind"), CONSTRAINT "provider_of_district" UNIQUE ("district_id", "id"))
-- next
CREATE TABLE "program_addressee" ("id" char(32) NOT NULL PRIMARY KEY, "district_id" char(32) NOT NULL REFERENCES "people_district" ("id") DEFERRABLE INITIALLY DEFERRED, "person_id" char(32) NOT NULL REFERENCES "people_person" ("id") DEFERRABLE INITIALLY DEFERRED, "message_id" char(32) NOT NULL REFERENCES "program_message" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "one_letter_of_a_message" UNIQUE ("district_id", "message_id", "person_id"))
-- next
CREATE TABLE "program_aim" ("id" char(32) NOT NULL PRIMARY KEY, "active_days" smallint unsigned NOT NULL CHECK ("active_days" >= 0), "district_id" char(32) NOT NULL REFERENCES "people_district" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "one_aim_a_district" UNIQUE ("district_id"))
-- next
CREATE TABLE "program_invitation" ("id" char(32) NOT NULL PRIMARY KEY, "token" varchar(22) NOT NULL UNIQUE, "written_at" datetime NOT NULL, "opened_at" datetime NULL, "answer" varchar(8) NOT NULL, "answered_at" datetime NULL, "district_id" char(32) NOT NULL REFERENCES "people_district" ("id") DEFERRABLE INITIALLY DEFERRED, "group_id" char(32) NOT NULL REFERENCES "people_group" ("id") DEFERRABLE INITIALLY DEFERRED, "person_id" char(32) NOT NULL REFERENCES "people_person" ("id") DEFERRABLE INITIALLY DEFERRED, "text_id" char(32) NOT NULL REFERENCES "program_invitationtext" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "invited_to_a_group_once" UNIQUE ("district_id", "group_id", "person_id"), CONSTRAINT "invitation_of_district" UNIQUE ("district_id", "id"))
-- next
CREATE TABLE "program_invitationtext" ("id" char(32) NOT NULL PRIMARY KEY, "number" integer unsigned NOT NULL CHECK ("number" >= 0), "subject" varchar(150) NOT NULL, "body" text NOT NULL, "written_at" datetime NOT NULL, "district_id" char(32) NOT NULL REFERENCES "people_district" ("id") DEFERRABLE INITIALLY DEFERRED, "group_id" char(32) NOT NULL REFERENCES "people_group" ("id") DEFERRABLE INITIALLY DEFERRED, "written_by_id" char(32) NOT NULL REFERENCES "people_person" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "invitation_text_number" UNIQUE ("district_id", "group_id", "number"), CONSTRAINT "invitation_text_of_district" UNIQUE ("district_id", "id"))
-- next
CREATE TABLE "program_message" ("id" char(32) NOT NULL PRIMARY KEY, "key" char(32) NOT NULL, "subject" varchar(150) NOT NULL, "text" text NOT NULL, "written_at" datetime NOT NULL, "district_id" char(32) NOT NULL REFERENCES "people_district" ("id") DEFERRABLE INITIALLY DEFERRED, "written_by_id" char(32) NOT NULL REFERENCES "people_person" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "message_written_once" UNIQUE ("district_id", "key"), CONSTRAINT "message_of_district" UNIQUE ("district_id", "id"))
-- next
CREATE TABLE "review_decision" ("id" char(32) NOT NULL PRIMARY KEY, "verdict" varchar(12) NOT NULL, "note" text NOT NULL, "decided_at" datetime NOT NULL, "attempt_id" char(32) NOT NULL UNIQUE REFERENCES "evidence_attempt" ("id") DEFERRABLE INITIALLY DEFERRED, "district_id" char(32) NOT NULL REFERENCES "people_district" ("id") DEFERRABLE INITIALLY DEFERRED, "review_id" char(32) NOT NULL UNIQUE REFERENCES "review_review" ("id") DEFERRABLE INITIALLY DEFERRED)
-- next
CREATE TABLE "review_review" ("id" char(32) NOT NULL PRIMARY KEY, "started_at" datetime NOT NULL, "put_back_at" datetime NULL, "decided_at" datetime NULL, "attempt_id" char(32) NOT NULL REFERENCES "evidence_attempt" ("id") DEFERRABLE INITIALLY DEFERRED, "district_id" char(32) NOT NULL REFERENCES "people_district" ("id") DEFERRABLE INITIALLY DEFERRED, "reviewer_id" char(32) NOT NULL REFERENCES "people_person" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "review_of_district" UNIQUE ("district_id", "id"))
-- next
CREATE TABLE "review_rowscore" ("id" char(32) NOT NULL PRIMARY KEY, "level" varchar(12) NOT NULL, "comment" text NOT NULL, "revision" integer unsigned NOT NULL CHECK ("revision" >= 0), "scored_at" datetime NOT NULL, "district_id" char(32) NOT NULL REFERENCES "people_district" ("id") DEFERRABLE INITIALLY DEFERRED, "review_id" char(32) NOT NULL REFERENCES "review_review" ("id") DEFERRABLE INITIALLY DEFERRED, "row_id" char(32) NOT NULL REFERENCES "catalog_row" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "one_score_per_row" UNIQUE ("district_id", "review_id", "row_id"))
-- next
CREATE TABLE "review_savedcomment" ("id" char(32) NOT NULL PRIMARY KEY, "text" text NOT NULL, "saved_at" datetime NOT NULL, "district_id" char(32) NOT NULL REFERENCES "people_district" ("id") DEFERRABLE INITIALLY DEFERRED, "person_id" char(32) NOT NULL REFERENCES "people_person" ("id") DEFERRABLE INITIALLY DEFERRED, "row_id" char(32) NOT NULL REFERENCES "catalog_row" ("id") DEFERRABLE INITIALLY DEFERRED)
-- next
CREATE TABLE "socialaccount_socialaccount" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "provider" varchar(200) NOT NULL, "uid" varchar(191) NOT NULL, "last_login" datetime NOT NULL, "date_joined" datetime NOT NULL, "user_id" char(32) NOT NULL REFERENCES "people_account" ("id") DEFERRABLE INITIALLY DEFERRED, "extra_data" text NOT NULL CHECK ((JSON_VALID("extra_data") OR "extra_data" IS NULL)))
-- next
CREATE TABLE "socialaccount_socialapp" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "provider" varchar(30) NOT NULL, "name" varchar(40) NOT NULL, "client_id" varchar(191) NOT NULL, "secret" varchar(191) NOT NULL, "key" varchar(191) NOT NULL, "provider_id" varchar(200) NOT NULL, "settings" text NOT NULL CHECK ((JSON_VALID("settings") OR "settings" IS NULL)))
-- next
CREATE TABLE "socialaccount_socialtoken" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "token" text NOT NULL, "token_secret" text NOT NULL, "expires_at" datetime NULL, "account_id" integer NOT NULL REFERENCES "socialaccount_socialaccount" ("id") DEFERRABLE INITIALLY DEFERRED, "app_id" integer NULL REFERENCES "socialaccount_socialapp" ("id") DEFERRABLE INITIALLY DEFERRED)
-- next
CREATE TABLE "support_helpdesk" ("id" char(32) NOT NULL PRIMARY KEY, "photo" varchar(120) NULL, "line" varchar(120) NOT NULL, "district_id" char(32) NOT NULL REFERENCES "people_district" ("id") DEFERRABLE INITIALLY DEFERRED, "person_id" char(32) NOT NULL REFERENCES "people_person" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "one_help_desk_in_district" UNIQUE ("district_id"))
-- next
CREATE TABLE "support_helprequest" ("id" char(32) NOT NULL PRIMARY KEY, "text" text NOT NULL, "asked_at" datetime NOT NULL, "answered_at" datetime NULL, "answered_by_id" char(32) NULL REFERENCES "people_person" ("id") DEFERRABLE INITIALLY DEFERRED, "district_id" char(32) NOT NULL REFERENCES "people_district" ("id") DEFERRABLE INITIALLY DEFERRED, "person_id" char(32) NOT NULL REFERENCES "people_person" ("id") DEFERRABLE INITIALLY DEFERRED, "submission_id" char(32) NULL REFERENCES "evidence_submission" ("id") DEFERRABLE INITIALLY DEFERRED, "version_id" char(32) NOT NULL REFERENCES "catalog_version" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "help_request_of_district" UNIQUE ("district_id", "id"), CONSTRAINT "answered_by_somebody" CHECK ((("answered_at" IS NULL AND "answered_by_id" IS NULL) OR ("answered_at" IS NOT NULL AND "answered_by_id" IS NOT NULL))))
-- next
CREATE TABLE "surveys_evaluation" ("id" char(32) NOT NULL PRIMARY KEY, "occasion" varchar(8) NOT NULL, "useful" smallint unsigned NOT NULL CHECK ("useful" >= 0), "tell" varchar(6) NOT NULL, "change" text NOT NULL, "asked" date NOT NULL, "month" date NOT NULL, "district_id" char(32) NOT NULL REFERENCES "people_district" ("id") DEFERRABLE INITIALLY DEFERRED, "version_id" char(32) NOT NULL REFERENCES "catalog_version" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "useful_one_to_five" CHECK ("useful" BETWEEN 1 AND 5))
-- next
CREATE TABLE "surveys_ownform" ("id" char(32) NOT NULL PRIMARY KEY, "url" varchar(500) NOT NULL, "chosen_at" datetime NOT NULL, "district_id" char(32) NOT NULL REFERENCES "people_district" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "one_own_form" UNIQUE ("district_id"))
-- next
CREATE TABLE "surveys_used" ("id" char(32) NOT NULL PRIMARY KEY, "digest" varchar(64) NOT NULL, "district_id" char(32) NOT NULL REFERENCES "people_district" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "answered_once" UNIQUE ("district_id", "digest"))
-- next
CREATE TABLE "usersessions_usersession" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "created_at" datetime NOT NULL, "ip" char(39) NOT NULL, "last_seen_at" datetime NOT NULL, "session_key" varchar(40) NOT NULL UNIQUE, "user_agent" varchar(200) NOT NULL, "data" text NOT NULL CHECK ((JSON_VALID("data") OR "data" IS NULL)), "user_id" char(32) NOT NULL REFERENCES "people_account" ("id") DEFERRABLE INITIALLY DEFERRED)
-- next
CREATE TABLE "wallets_connection" ("id" char(32) NOT NULL PRIMARY KEY, "scopes" text NOT NULL CHECK ((JSON_VALID("scopes") OR "scopes" IS NULL)), "allowed_at" datetime NOT NULL, "code_sha256" varchar(64) NOT NULL, "code_redirect" varchar(2000) NOT NULL, "code_challenge" varchar(43) NOT NULL, "code_used_at" datetime NULL, "opened_at" datetime NULL, "last_used_at" datetime NULL, "ended_at" datetime NULL, "ended_why" varchar(8) NOT NULL, "district_id" char(32) NOT NULL REFERENCES "people_district" ("id") DEFERRABLE INITIALLY DEFERRED, "person_id" char(32) NOT NULL REFERENCES "people_person" ("id") DEFERRABLE INITIALLY DEFERRED, "wallet_id" char(32) NOT NULL REFERENCES "wallets_wallet" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "connection_of_district" UNIQUE ("district_id", "id"), CONSTRAINT "code_once" UNIQUE ("district_id", "code_sha256"))
-- next
CREATE TABLE "wallets_policies" ("id" char(32) NOT NULL PRIMARY KEY, "privacy_url" varchar(500) NOT NULL, "terms_url" varchar(500) NOT NULL, "district_id" char(32) NOT NULL REFERENCES "people_district" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "one_policies_a_district" UNIQUE ("district_id"))
-- next
CREATE TABLE "wallets_token" ("id" char(32) NOT NULL PRIMARY KEY, "kind" varchar(7) NOT NULL, "sha256" varchar(64) NOT NULL, "scopes" text NOT NULL CHECK ((JSON_VALID("scopes") OR "scopes" IS NULL)), "issued_at" datetime NOT NULL, "expires_at" datetime NOT NULL, "used_at" datetime NULL, "connection_id" char(32) NOT NULL REFERENCES "wallets_connection" ("id") DEFERRABLE INITIALLY DEFERRED, "district_id" char(32) NOT NULL REFERENCES "people_district" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "token_once" UNIQUE ("district_id", "sha256"))
-- next
CREATE TABLE "wallets_wallet" ("id" char(32) NOT NULL PRIMARY KEY, "client_id" varchar(22) NOT NULL, "secret_sha256" varchar(64) NOT NULL, "name" varchar(80) NOT NULL, "said" text NOT NULL CHECK ((JSON_VALID("said") OR "said" IS NULL)), "registered_at" datetime NOT NULL, "district_id" char(32) NOT NULL REFERENCES "people_district" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "wallet_of_district" UNIQUE ("district_id", "id"), CONSTRAINT "wallet_by_client_id" UNIQUE ("district_id", "client_id"))
-- next
CREATE INDEX "account_emailaddress_email_03be32b2" ON "account_emailaddress" ("email")
-- next
CREATE INDEX "account_emailaddress_user_id_2c513194" ON "account_emailaddress" ("user_id")
-- next
CREATE UNIQUE INDEX "account_emailaddress_user_id_email_987c8728_uniq" ON "account_emailaddress" ("user_id", "email")
-- next
CREATE INDEX "account_emailconfirmation_email_address_id_5b7f8c58" ON "account_emailconfirmation" ("email_address_id")
-- next
CREATE INDEX "asked_and_open" ON "support_helprequest" ("district_id", "asked_at") WHERE "answered_at" IS NULL
-- next
CREATE INDEX "asked_by_person" ON "support_helprequest" ("person_id", "version_id", "asked_at")
-- next
CREATE INDEX "auth_group_permissions_group_id_b120cbf9" ON "auth_group_permissions" ("group_id")
-- next
CREATE UNIQUE INDEX "auth_group_permissions_group_id_permission_id_0cd325b0_uniq" ON "auth_group_permissions" ("group_id", "permission_id")
-- next
CREATE INDEX "auth_group_permissions_permission_id_84c5c92e" ON "auth_group_permissions" ("permission_id")
-- next
CREATE INDEX "auth_permission_content_type_id_2f476e4b" ON "auth_permission" ("content_type_id")
-- next
CREATE UNIQUE INDEX "auth_permission_content_type_id_codename_01ab375a_uniq" ON "auth_permission" ("content_type_id", "codename")
-- next
CREATE INDEX "award_line_next" ON "credentials_awardline" ("award_list_id", "state", "number")
-- next
CREATE INDEX "award_list_newest" ON "credentials_awardlist" ("district_id", "brought_at")
-- next
CREATE INDEX "award_of_person_and_version" ON "credentials_award" ("person_id", "version_id")
-- next
CREATE INDEX "catalog_achievement_district_id_5121215e" ON "catalog_achievement" ("district_id")
-- next
CREATE INDEX "catalog_achievement_slug_eb454b92" ON "catalog_achievement" ("slug")
-- next
CREATE INDEX "catalog_alignment_district_id_06bfb5cf" ON "catalog_alignment" ("district_id")
-- next
CREATE INDEX "catalog_alignment_version_id_44ae62af" ON "catalog_alignment" ("version_id")
-- next
CREATE INDEX "catalog_app_district_id_7cb3e389" ON "catalog_app" ("district_id")
-- next
CREATE INDEX "catalog_choice_achievements_achievement_id_a4987f1c" ON "catalog_choice_achievements" ("achievement_id")
-- next
CREATE UNIQUE INDEX "catalog_choice_achievements_choice_id_achievement_id_3f4508aa_uniq" ON "catalog_choice_achievements" ("choice_id", "achievement_id")
-- next
CREATE INDEX "catalog_choice_achievements_choice_id_d60adaa4" ON "catalog_choice_achievements" ("choice_id")
-- next
CREATE INDEX "catalog_choice_district_id_2978e4f0" ON "catalog_choice" ("district_id")
-- next
CREATE INDEX "catalog_choice_requirement_id_8f3112c3" ON "catalog_choice" ("requirement_id")
-- next
CREATE INDEX "catalog_com_manuscr_3aa8d9_idx" ON "catalog_comment" ("manuscript_id", "at")
-- next
CREATE INDEX "catalog_comment_author_id_aca47c7e" ON "catalog_comment" ("author_id")
-- next
CREATE INDEX "catalog_comment_district_id_a2c4f4bd" ON "catalog_comment" ("district_id")
-- next
CREATE INDEX "catalog_comment_manuscript_id_c1570514" ON "catalog_comment" ("manuscript_id")
-- next
CREATE INDEX "catalog_comment_resolved_by_id_06813622" ON "catalog_comment" ("resolved_by_id")
-- next
CREATE INDEX "catalog_man_distric_1269e5_idx" ON "catalog_manuscript" ("district_id", "touched_at" DESC)
-- next
CREATE INDEX "catalog_manuscript_achievement_id_8ba50e24" ON "catalog_manuscript" ("achievement_id")
-- next
CREATE INDEX "catalog_manuscript_district_id_d063bbeb" ON "catalog_manuscript" ("district_id")
-- next
CREATE INDEX "catalog_manuscript_slug_dc3c99e6" ON "catalog_manuscript" ("slug")
-- next
CREATE INDEX "catalog_manuscript_touched_by_id_f3549f57" ON "catalog_manuscript" ("touched_by_id")
-- next
CREATE INDEX "catalog_manuscript_written_by_id_8d77b0bf" ON "catalog_manuscript" ("written_by_id")
-- next
CREATE INDEX "catalog_piece_district_id_bd61612d" ON "catalog_piece" ("district_id")
-- next
CREATE INDEX "catalog_piece_requirement_id_d5d8bf19" ON "catalog_piece" ("requirement_id")
-- next
CREATE INDEX "catalog_putaway_back_by_id_0521e63d" ON "catalog_putaway" ("back_by_id")
-- next
CREATE INDEX "catalog_putaway_by_id_314b1245" ON "catalog_putaway" ("by_id")
-- next
CREATE INDEX "catalog_putaway_district_id_cbabe923" ON "catalog_putaway" ("district_id")
-- next
CREATE INDEX "catalog_putaway_manuscript_id_56299684" ON "catalog_putaway" ("manuscript_id")
-- next
CREATE INDEX "catalog_requirement_district_id_af901651" ON "catalog_requirement" ("district_id")
-- next
CREATE INDEX "catalog_requirement_version_id_a23ed509" ON "catalog_requirement" ("version_id")
-- next
CREATE INDEX "catalog_retirement_district_id_f2aec199" ON "catalog_retirement" ("district_id")
-- next
CREATE INDEX "catalog_row_district_id_3e16975e" ON "catalog_row" ("district_id")
-- next
CREATE INDEX "catalog_row_pieces_piece_id_19fd9114" ON "catalog_row_pieces" ("piece_id")
-- next
CREATE INDEX "catalog_row_pieces_row_id_51af1f08" ON "catalog_row_pieces" ("row_id")
-- next
CREATE UNIQUE INDEX "catalog_row_pieces_row_id_piece_id_5da42432_uniq" ON "catalog_row_pieces" ("row_id", "piece_id")
-- next
CREATE INDEX "catalog_row_requirement_id_ebd657b8" ON "catalog_row" ("requirement_id")
-- next
CREATE INDEX "catalog_step_district_id_bf831648" ON "catalog_step" ("district_id")
-- next
CREATE INDEX "catalog_step_version_id_559fffff" ON "catalog_step" ("version_id")
-- next
CREATE INDEX "catalog_version_achievement_id_28099c3c" ON "catalog_version" ("achievement_id")
-- next
CREATE INDEX "catalog_version_district_id_624aa7c5" ON "catalog_version" ("district_id")
-- next
CREATE INDEX "catalog_version_written_by_id_d64f260c" ON "catalog_version" ("written_by_id")
-- next
CREATE UNIQUE INDEX "confirmed_address_once" ON "people_district" ("address") WHERE "address_confirmed_at" IS NOT NULL
-- next
CREATE UNIQUE INDEX "credential_id_once" ON "integrations_issuedcredential" ("district_id", "credential_id") WHERE NOT ("credential_id" = '')
-- next
CREATE INDEX "credentials_award_award_list_id_6a40726f" ON "credentials_award" ("award_list_id")
-- next
CREATE INDEX "credentials_award_district_id_e3b2c69b" ON "credentials_award" ("district_id")
-- next
CREATE INDEX "credentials_award_person_id_4d0a43e2" ON "credentials_award" ("person_id")
-- next
CREATE INDEX "credentials_award_version_id_e367a437" ON "credentials_award" ("version_id")
-- next
CREATE INDEX "credentials_awardline_award_list_id_8e4a992c" ON "credentials_awardline" ("award_list_id")
-- next
CREATE INDEX "credentials_awardline_district_id_cc205b5c" ON "credentials_awardline" ("district_id")
-- next
CREATE INDEX "credentials_awardline_person_id_4667dacf" ON "credentials_awardline" ("person_id")
-- next
CREATE INDEX "credentials_awardlist_begun_by_id_3282c2ad" ON "credentials_awardlist" ("begun_by_id")
-- next
CREATE INDEX "credentials_awardlist_brought_by_id_bb1efdff" ON "credentials_awardlist" ("brought_by_id")
-- next
CREATE INDEX "credentials_awardlist_district_id_f20198d3" ON "credentials_awardlist" ("district_id")
-- next
CREATE INDEX "credentials_awardlist_version_id_f38abf3c" ON "credentials_awardlist" ("version_id")
-- next
CREATE INDEX "credentials_awardlist_withdrawn_by_id_b226472c" ON "credentials_awardlist" ("withdrawn_by_id")
-- next
CREATE INDEX "credentials_correction_award_id_c321638e" ON "credentials_correction" ("award_id")
-- next
CREATE INDEX "credentials_correction_corrected_by_id_d3d283c5" ON "credentials_correction" ("corrected_by_id")
-- next
CREATE INDEX "credentials_correction_district_id_0a3631d2" ON "credentials_correction" ("district_id")
-- next
CREATE INDEX "credentials_document_award_id_d1ea0344" ON "credentials_document" ("award_id")
-- next
CREATE INDEX "credentials_document_district_id_5fb3089d" ON "credentials_document" ("district_id")
-- next
CREATE INDEX "credentials_document_key_id_013e56d0" ON "credentials_document" ("key_id")
-- next
CREATE INDEX "credentials_document_status_list_id_5280ffd3" ON "credentials_document" ("status_list_id")
-- next
CREATE INDEX "credentials_earlierimport_added_by_id_d8562167" ON "credentials_earlierimport" ("added_by_id")
-- next
CREATE INDEX "credentials_earlierimport_brought_by_id_6e29c6d1" ON "credentials_earlierimport" ("brought_by_id")
-- next
CREATE INDEX "credentials_earlierimport_district_id_2e598923" ON "credentials_earlierimport" ("district_id")
-- next
CREATE INDEX "credentials_earlierimport_taken_back_by_id_08eb390f" ON "credentials_earlierimport" ("taken_back_by_id")
-- next
CREATE INDEX "credentials_earlierrecord_achievement_id_c45012f0" ON "credentials_earlierrecord" ("achievement_id")
-- next
CREATE INDEX "credentials_earlierrecord_brought_id_d48daf74" ON "credentials_earlierrecord" ("brought_id")
-- next
CREATE INDEX "credentials_earlierrecord_district_id_b46d3eef" ON "credentials_earlierrecord" ("district_id")
-- next
CREATE INDEX "credentials_earlierrecord_outside_id_8d6e67c3" ON "credentials_earlierrecord" ("outside_id")
-- next
CREATE INDEX "credentials_earlierrecord_person_id_cb74c8e4" ON "credentials_earlierrecord" ("person_id")
-- next
CREATE INDEX "credentials_earlierrecord_recorded_by_id_8aa1d002" ON "credentials_earlierrecord" ("recorded_by_id")
-- next
CREATE INDEX "credentials_earlierrecord_taken_back_by_id_54ad1138" ON "credentials_earlierrecord" ("taken_back_by_id")
-- next
CREATE INDEX "credentials_endorsement_brought_by_id_02c0afd7" ON "credentials_endorsement" ("brought_by_id")
-- next
CREATE INDEX "credentials_endorsement_district_id_ffb70e14" ON "credentials_endorsement" ("district_id")
-- next
CREATE INDEX "credentials_endorsement_taken_out_by_id_48ab3fe4" ON "credentials_endorsement" ("taken_out_by_id")
-- next
CREATE INDEX "credentials_endorsement_version_id_7bb76c72" ON "credentials_endorsement" ("version_id")
-- next
CREATE INDEX "credentials_issuerkey_district_id_95ede16a" ON "credentials_issuerkey" ("district_id")
-- next
CREATE INDEX "credentials_met_district_id_c489b659" ON "credentials_met" ("district_id")
-- next
CREATE INDEX "credentials_met_person_id_36282f0c" ON "credentials_met" ("person_id")
-- next
CREATE INDEX "credentials_met_requirement_id_a35e6983" ON "credentials_met" ("requirement_id")
-- next
CREATE INDEX "credentials_outsidebadge_district_id_06ca9adc" ON "credentials_outsidebadge" ("district_id")
-- next
CREATE INDEX "credentials_outsidebadge_person_id_f33b709f" ON "credentials_outsidebadge" ("person_id")
-- next
CREATE INDEX "credentials_outsidehours_award_id_21970e28" ON "credentials_outsidehours" ("award_id")
-- next
CREATE INDEX "credentials_outsidehours_district_id_1647cd48" ON "credentials_outsidehours" ("district_id")
-- next
CREATE INDEX "credentials_outsidehours_said_by_id_d1d6551f" ON "credentials_outsidehours" ("said_by_id")
-- next
CREATE INDEX "credentials_renewal_award_id_5e54e45a" ON "credentials_renewal" ("award_id")
-- next
CREATE INDEX "credentials_renewal_district_id_e876a5e9" ON "credentials_renewal" ("district_id")
-- next
CREATE INDEX "credentials_renewal_renewed_by_id_0de7b383" ON "credentials_renewal" ("renewed_by_id")
-- next
CREATE INDEX "credentials_renewalrule_district_id_6571d2f6" ON "credentials_renewalrule" ("district_id")
-- next
CREATE INDEX "credentials_restoration_district_id_74dbd50f" ON "credentials_restoration" ("district_id")
-- next
CREATE INDEX "credentials_restoration_restored_by_id_f2e0ac4c" ON "credentials_restoration" ("restored_by_id")
-- next
CREATE INDEX "credentials_signedtoken_district_id_bba76615" ON "credentials_signedtoken" ("district_id")
-- next
CREATE INDEX "credentials_signedtoken_document_id_4cba1c49" ON "credentials_signedtoken" ("document_id")
-- next
CREATE INDEX "credentials_signedtoken_key_id_88029462" ON "credentials_signedtoken" ("key_id")
-- next
CREATE INDEX "credentials_statuslist_district_id_ecf057a7" ON "credentials_statuslist" ("district_id")
-- next
CREATE INDEX "credentials_suspension_award_id_ea3e468c" ON "credentials_suspension" ("award_id")
-- next
CREATE INDEX "credentials_suspension_district_id_0f871598" ON "credentials_suspension" ("district_id")
-- next
CREATE INDEX "credentials_suspension_suspended_by_id_4da00bd9" ON "credentials_suspension" ("suspended_by_id")
-- next
CREATE INDEX "credentials_withdrawal_district_id_f7dd867e" ON "credentials_withdrawal" ("district_id")
-- next
CREATE INDEX "credentials_withdrawal_withdrawn_by_id_07f25dd7" ON "credentials_withdrawal" ("withdrawn_by_id")
-- next
CREATE INDEX "delivery_waiting" ON "journal_delivery" ("due_at") WHERE ("done_at" IS NULL AND "gave_up_at" IS NULL)
-- next
CREATE UNIQUE INDEX "django_content_type_app_label_model_76bd3d3b_uniq" ON "django_content_type" ("app_label", "model")
-- next
CREATE INDEX "django_session_expire_date_a5c62663" ON "django_session" ("expire_date")
-- next
CREATE INDEX "documents_of_a_status_list" ON "credentials_document" ("status_list_id", "award_id", "superseded_by_id", "status_index")
-- next
CREATE UNIQUE INDEX "earlier_record_once" ON "credentials_earlierrecord" ("district_id", "person_id", "key", "earned_on", "known") WHERE "taken_back_at" IS NULL
-- next
CREATE UNIQUE INDEX "email_in_district" ON "people_person" ("district_id", "email") WHERE NOT ("email" = '')
-- next
CREATE UNIQUE INDEX "endorsement_once" ON "credentials_endorsement" ("district_id", "sha256") WHERE "taken_out_at" IS NULL
-- next
CREATE INDEX "evidence_artifact_district_id_17322ffa" ON "evidence_artifact" ("district_id")
-- next
CREATE INDEX "evidence_artifact_piece_id_3857f8e0" ON "evidence_artifact" ("piece_id")
-- next
CREATE INDEX "evidence_artifact_submission_id_c76fa5cd" ON "evidence_artifact" ("submission_id")
-- next
CREATE INDEX "evidence_at_distric_e7aed6_idx" ON "evidence_attempt" ("district_id", "outcome", "due_at")
-- next
CREATE INDEX "evidence_attempt_artifacts_artifact_id_83e3ea4d" ON "evidence_attempt_artifacts" ("artifact_id")
-- next
CREATE INDEX "evidence_attempt_artifacts_attempt_id_38863283" ON "evidence_attempt_artifacts" ("attempt_id")
-- next
CREATE UNIQUE INDEX "evidence_attempt_artifacts_attempt_id_artifact_id_4c67023e_uniq" ON "evidence_attempt_artifacts" ("attempt_id", "artifact_id")
-- next
CREATE INDEX "evidence_attempt_district_id_8f372af3" ON "evidence_attempt" ("district_id")
-- next
CREATE INDEX "evidence_attempt_submission_id_5ffdab04" ON "evidence_attempt" ("submission_id")
-- next
CREATE INDEX "evidence_su_distric_cbbb4e_idx" ON "evidence_submission" ("district_id", "status", "touched_at")
-- next
CREATE INDEX "evidence_submission_district_id_6d2e5d4c" ON "evidence_submission" ("district_id")
-- next
CREATE INDEX "evidence_submission_person_id_914831a8" ON "evidence_submission" ("person_id")
-- next
CREATE INDEX "evidence_submission_requirement_id_98f98277" ON "evidence_submission" ("requirement_id")
-- next
CREATE INDEX "evidence_submission_version_id_7318c31f" ON "evidence_submission" ("version_id")
-- next
CREATE INDEX "evidence_upload_district_id_eb9273e4" ON "evidence_upload" ("district_id")
-- next
CREATE INDEX "evidence_upload_piece_id_6d7f31b7" ON "evidence_upload" ("piece_id")
-- next
CREATE INDEX "evidence_upload_submission_id_650d1c09" ON "evidence_upload" ("submission_id")
-- next
CREATE INDEX "evidence_writing_district_id_7a04d72e" ON "evidence_writing" ("district_id")
-- next
CREATE INDEX "evidence_writing_piece_id_652387b1" ON "evidence_writing" ("piece_id")
-- next
CREATE INDEX "evidence_writing_submission_id_206943f5" ON "evidence_writing" ("submission_id")
-- next
CREATE UNIQUE INDEX "in_a_group_once" ON "people_membership" ("district_id", "group_id", "person_id") WHERE "left_at" IS NULL
-- next
CREATE INDEX "integrations_apitoken_district_id_e7ba8af9" ON "integrations_apitoken" ("district_id")
-- next
CREATE INDEX "integrations_apitoken_ended_by_id_968c26d5" ON "integrations_apitoken" ("ended_by_id")
-- next
CREATE INDEX "integrations_apitoken_made_by_id_39868e49" ON "integrations_apitoken" ("made_by_id")
-- next
CREATE INDEX "integrations_integrationlist_district_id_2ab22a04" ON "integrations_integrationlist" ("district_id")
-- next
CREATE INDEX "integrations_integrationlist_key_id_3405e787" ON "integrations_integrationlist" ("key_id")
-- next
CREATE INDEX "integrations_issuedcredential_district_id_f1c33652" ON "integrations_issuedcredential" ("district_id")
-- next
CREATE INDEX "integrations_issuedcredential_key_id_5335581e" ON "integrations_issuedcredential" ("key_id")
-- next
CREATE INDEX "integrations_issuedcredential_status_list_id_c5509e72" ON "integrations_issuedcredential" ("status_list_id")
-- next
CREATE INDEX "integrations_issuedcredential_system_id_2ed37ef1" ON "integrations_issuedcredential" ("system_id")
-- next
CREATE INDEX "integrations_statuschange_district_id_4ec1fdeb" ON "integrations_statuschange" ("district_id")
-- next
CREATE INDEX "integrations_statuschange_issued_id_69dcc161" ON "integrations_statuschange" ("issued_id")
-- next
CREATE INDEX "integrations_statuschange_system_id_09058c51" ON "integrations_statuschange" ("system_id")
-- next
CREATE INDEX "journal_delivery_entry_id_49febbd7" ON "journal_delivery" ("entry_id")
-- next
CREATE INDEX "journal_ent_distric_2dfa5e_idx" ON "journal_entry" ("district", "subject")
-- next
CREATE INDEX "journal_ent_distric_40a7cf_idx" ON "journal_entry" ("district", "kind", "at")
-- next
CREATE INDEX "letter_lost" ON "notices_letter" ("district_id", "written_at") WHERE ("failed_at" IS NOT NULL OR "bounced_at" IS NOT NULL)
-- next
CREATE UNIQUE INDEX "live_token_name_once" ON "integrations_apitoken" ("district_id", "name") WHERE "ended_at" IS NULL
-- next
CREATE INDEX "mfa_authenticator_user_id_0c3a50c0" ON "mfa_authenticator" ("user_id")
-- next
CREATE INDEX "notices_hel_distric_11c150_idx" ON "notices_hello" ("district_id", "representative_id", "said_at")
-- next
CREATE INDEX "notices_hello_district_id_c6e1863f" ON "notices_hello" ("district_id")
-- next
CREATE INDEX "notices_hello_person_id_a5c44485" ON "notices_hello" ("person_id")
-- next
CREATE INDEX "notices_hello_representative_id_a596f408" ON "notices_hello" ("representative_id")
-- next
CREATE INDEX "notices_let_distric_916bfa_idx" ON "notices_letter" ("district_id", "written_at")
-- next
CREATE INDEX "notices_letter_district_id_aae46553" ON "notices_letter" ("district_id")
-- next
CREATE INDEX "notices_letter_to_id_70a5a1e5" ON "notices_letter" ("to_id")
-- next
CREATE INDEX "notices_mailserver_district_id_83a00db9" ON "notices_mailserver" ("district_id")
-- next
CREATE INDEX "notices_quiet_district_id_83c68715" ON "notices_quiet" ("district_id")
-- next
CREATE INDEX "notices_quiet_person_id_ac609eb7" ON "notices_quiet" ("person_id")
-- next
CREATE INDEX "notices_quietkey_district_id_bcfdf4a6" ON "notices_quietkey" ("district_id")
-- next
CREATE INDEX "notices_quietkey_person_id_3b941ed3" ON "notices_quietkey" ("person_id")
-- next
CREATE UNIQUE INDEX "one_current_district_role" ON "people_placement" ("district_id", "person_id", "role") WHERE ("campus_id" IS NULL AND "until" IS NULL)
-- next
CREATE UNIQUE INDEX "one_current_document" ON "credentials_document" ("district_id", "award_id", "form") WHERE "superseded_by_id" IS NULL
-- next
CREATE UNIQUE INDEX "one_current_key" ON "credentials_issuerkey" ("district_id", "use", "algorithm") WHERE ("retired_at" IS NULL AND "signs_from" IS NOT NULL)
-- next
CREATE UNIQUE INDEX "one_current_placement" ON "people_placement" ("district_id", "person_id", "role", "campus_id") WHERE ("campus_id" IS NOT NULL AND "until" IS NULL)
-- next
CREATE UNIQUE INDEX "one_draft_per_achievement" ON "catalog_version" ("district_id", "achievement_id") WHERE "published_at" IS NULL
-- next
CREATE UNIQUE INDEX "one_letter_per_occasion" ON "notices_letter" ("district_id", "address", "occasion") WHERE NOT ("occasion" = '')
-- next
CREATE UNIQUE INDEX "one_next_key" ON "credentials_issuerkey" ("district_id", "use", "algorithm") WHERE ("retired_at" IS NULL AND "signs_from" IS NULL)
-- next
CREATE UNIQUE INDEX "one_open_attempt" ON "evidence_attempt" ("district_id", "submission_id") WHERE "outcome" = ''
-- next
CREATE UNIQUE INDEX "one_open_manuscript" ON "catalog_manuscript" ("district_id", "slug") WHERE ("published_id" IS NULL AND "put_away_at" IS NULL)
-- next
CREATE UNIQUE INDEX "one_reviewer_at_a_time" ON "review_review" ("district_id", "attempt_id") WHERE ("decided_at" IS NULL AND "put_back_at" IS NULL)
-- next
CREATE UNIQUE INDEX "one_standing_award" ON "credentials_award" ("district_id", "person_id", "version_id", "practice") WHERE "stands"
-- next
CREATE UNIQUE INDEX "one_standing_connection" ON "wallets_connection" ("district_id", "person_id", "wallet_id") WHERE ("ended_at" IS NULL AND "opened_at" IS NOT NULL)
-- next
CREATE UNIQUE INDEX "outside_badge_once" ON "credentials_outsidebadge" ("district_id", "person_id", "sha256") WHERE NOT ("sha256" = '')
-- next
CREATE UNIQUE INDEX "outside_link_once" ON "credentials_outsidebadge" ("district_id", "person_id", "url") WHERE NOT ("url" = '')
-- next
CREATE INDEX "people_addresscheck_district_id_8026a314" ON "people_addresscheck" ("district_id")
-- next
CREATE INDEX "people_campus_district_id_5dfd9744" ON "people_campus" ("district_id")
-- next
CREATE INDEX "people_change_changed_by_id_c75f8c75" ON "people_change" ("changed_by_id")
-- next
CREATE INDEX "people_change_district_id_49c51bce" ON "people_change" ("district_id")
-- next
CREATE INDEX "people_change_other_id_053378e6" ON "people_change" ("other_id")
-- next
CREATE INDEX "people_change_person_id_f9409847" ON "people_change" ("person_id")
-- next
CREATE INDEX "people_dayoff_district_id_9ac633f4" ON "people_dayoff" ("district_id")
-- next
CREATE INDEX "people_group_district_id_f2679382" ON "people_group" ("district_id")
-- next
CREATE INDEX "people_membership_district_id_6b73fb9c" ON "people_membership" ("district_id")
-- next
CREATE INDEX "people_membership_group_id_3df2e745" ON "people_membership" ("group_id")
-- next
CREATE INDEX "people_membership_person_id_dd6d28d1" ON "people_membership" ("person_id")
-- next
CREATE INDEX "people_person_account_id_50605bf6" ON "people_person" ("account_id")
-- next
CREATE INDEX "people_person_district_id_101d7a7e" ON "people_person" ("district_id")
-- next
CREATE INDEX "people_person_joined_into_id_a13a2459" ON "people_person" ("joined_into_id")
-- next
CREATE INDEX "people_placement_campus_id_154a38ab" ON "people_placement" ("campus_id")
-- next
CREATE INDEX "people_placement_district_id_729a500c" ON "people_placement" ("district_id")
-- next
CREATE INDEX "people_placement_person_id_173f9f4f" ON "people_placement" ("person_id")
-- next
CREATE INDEX "people_provider_district_id_eca33699" ON "people_provider" ("district_id")
-- next
CREATE INDEX "program_addressee_district_id_cce136d4" ON "program_addressee" ("district_id")
-- next
CREATE INDEX "program_addressee_message_id_b7654341" ON "program_addressee" ("message_id")
-- next
CREATE INDEX "program_addressee_person_id_adc46dd9" ON "program_addressee" ("person_id")
-- next
CREATE INDEX "program_aim_district_id_8da66023" ON "program_aim" ("district_id")
-- next
CREATE INDEX "program_invitation_district_id_ab5e7a20" ON "program_invitation" ("district_id")
-- next
CREATE INDEX "program_invitation_group_id_716a9cb0" ON "program_invitation" ("group_id")
-- next
CREATE INDEX "program_invitation_person_id_61429f76" ON "program_invitation" ("person_id")
-- next
CREATE INDEX "program_invitation_text_id_8e3ad283" ON "program_invitation" ("text_id")
-- next
CREATE INDEX "program_invitationtext_district_id_046876e8" ON "program_invitationtext" ("district_id")
-- next
CREATE INDEX "program_invitationtext_group_id_2c2e43eb" ON "program_invitationtext" ("group_id")
-- next
CREATE INDEX "program_invitationtext_written_by_id_743f2051" ON "program_invitationtext" ("written_by_id")
-- next
CREATE INDEX "program_mes_distric_5eca39_idx" ON "program_message" ("district_id", "written_at")
-- next
CREATE INDEX "program_message_district_id_6724b6d4" ON "program_message" ("district_id")
-- next
CREATE INDEX "program_message_written_by_id_d0b54ee3" ON "program_message" ("written_by_id")
-- next
CREATE UNIQUE INDEX "put_away_once" ON "catalog_putaway" ("district_id", "manuscript_id") WHERE "back_at" IS NULL
-- next
CREATE INDEX "review_decision_district_id_7b2b0154" ON "review_decision" ("district_id")
-- next
CREATE INDEX "review_review_attempt_id_2ca8124c" ON "review_review" ("attempt_id")
-- next
CREATE INDEX "review_review_district_id_6487bb0c" ON "review_review" ("district_id")
-- next
CREATE INDEX "review_review_reviewer_id_3cc1d98b" ON "review_review" ("reviewer_id")
-- next
CREATE INDEX "review_rowscore_district_id_d7b62524" ON "review_rowscore" ("district_id")
-- next
CREATE INDEX "review_rowscore_review_id_b2c1e44f" ON "review_rowscore" ("review_id")
-- next
CREATE INDEX "review_rowscore_row_id_52a8138b" ON "review_rowscore" ("row_id")
-- next
CREATE INDEX "review_savedcomment_district_id_be478d16" ON "review_savedcomment" ("district_id")
-- next
CREATE INDEX "review_savedcomment_person_id_13e1bd00" ON "review_savedcomment" ("person_id")
-- next
CREATE INDEX "review_savedcomment_row_id_b0355145" ON "review_savedcomment" ("row_id")
-- next
CREATE UNIQUE INDEX "socialaccount_socialaccount_provider_uid_fc810c6e_uniq" ON "socialaccount_socialaccount" ("provider", "uid")
-- next
CREATE INDEX "socialaccount_socialaccount_user_id_8146e70c" ON "socialaccount_socialaccount" ("user_id")
-- next
CREATE INDEX "socialaccount_socialtoken_account_id_951f210e" ON "socialaccount_socialtoken" ("account_id")
-- next
CREATE INDEX "socialaccount_socialtoken_app_id_636a42d7" ON "socialaccount_socialtoken" ("app_id")
-- next
CREATE UNIQUE INDEX "socialaccount_socialtoken_app_id_account_id_fca4e0ac_uniq" ON "socialaccount_socialtoken" ("app_id", "account_id")
-- next
CREATE INDEX "support_helpdesk_district_id_6b49a7d8" ON "support_helpdesk" ("district_id")
-- next
CREATE INDEX "support_helpdesk_person_id_cc0a02ac" ON "support_helpdesk" ("person_id")
-- next
CREATE INDEX "support_helprequest_answered_by_id_d7f27fa2" ON "support_helprequest" ("answered_by_id")
-- next
CREATE INDEX "support_helprequest_district_id_c0a776b9" ON "support_helprequest" ("district_id")
-- next
CREATE INDEX "support_helprequest_person_id_fee18c96" ON "support_helprequest" ("person_id")
-- next
CREATE INDEX "support_helprequest_submission_id_57ddd4fd" ON "support_helprequest" ("submission_id")
-- next
CREATE INDEX "support_helprequest_version_id_9ee56282" ON "support_helprequest" ("version_id")
-- next
CREATE INDEX "surveys_eva_distric_d474f3_idx" ON "surveys_evaluation" ("district_id", "version_id", "occasion")
-- next
CREATE INDEX "surveys_evaluation_district_id_cac0a0e1" ON "surveys_evaluation" ("district_id")
-- next
CREATE INDEX "surveys_evaluation_version_id_db7c783d" ON "surveys_evaluation" ("version_id")
-- next
CREATE INDEX "surveys_ownform_district_id_fa9e02fb" ON "surveys_ownform" ("district_id")
-- next
CREATE INDEX "surveys_used_district_id_7a65c63e" ON "surveys_used" ("district_id")
-- next
CREATE INDEX "token_by_end" ON "wallets_token" ("expires_at")
-- next
CREATE UNIQUE INDEX "unique_authenticator_type" ON "mfa_authenticator" ("user_id", "type") WHERE "type" IN ('totp', 'recovery_codes')
-- next
CREATE UNIQUE INDEX "unique_primary_email" ON "account_emailaddress" ("user_id", "primary") WHERE "primary"
-- next
CREATE UNIQUE INDEX "unique_verified_email" ON "account_emailaddress" ("email") WHERE "verified"
-- next
CREATE INDEX "usersessions_usersession_user_id_af5e0a6d" ON "usersessions_usersession" ("user_id")
-- next
CREATE INDEX "wallets_connection_district_id_a086ffe9" ON "wallets_connection" ("district_id")
-- next
CREATE INDEX "wallets_connection_person_id_89dd0d5e" ON "wallets_connection" ("person_id")
-- next
CREATE INDEX "wallets_connection_wallet_id_7c82a2d9" ON "wallets_connection" ("wallet_id")
-- next
CREATE INDEX "wallets_policies_district_id_f4e6eb99" ON "wallets_policies" ("district_id")
-- next
CREATE INDEX "wallets_token_connection_id_0da5f3ae" ON "wallets_token" ("connection_id")
-- next
CREATE INDEX "wallets_token_district_id_4114b15b" ON "wallets_token" ("district_id")
-- next
CREATE INDEX "wallets_wallet_district_id_fc2385e3" ON "wallets_wallet" ("district_id")
-- next
CREATE TRIGGER frozen_catalog_alignment_delete BEFORE DELETE ON catalog_alignment FOR EACH ROW WHEN EXISTS (SELECT 1 FROM catalog_version v WHERE v.id = OLD.version_id AND v.published_at IS NOT NULL) BEGIN SELECT RAISE(ABORT, 'frozen: catalog_alignment'); END
-- next
CREATE TRIGGER frozen_catalog_alignment_insert BEFORE INSERT ON catalog_alignment FOR EACH ROW WHEN EXISTS (SELECT 1 FROM catalog_version v WHERE v.id = NEW.version_id AND v.published_at IS NOT NULL) BEGIN SELECT RAISE(ABORT, 'frozen: catalog_alignment'); END
-- next
CREATE TRIGGER frozen_catalog_alignment_update BEFORE UPDATE ON catalog_alignment FOR EACH ROW WHEN EXISTS (SELECT 1 FROM catalog_version v WHERE v.id = NEW.version_id AND v.published_at IS NOT NULL) BEGIN SELECT RAISE(ABORT, 'frozen: catalog_alignment'); END
-- next
CREATE TRIGGER frozen_catalog_choice_achievements_delete BEFORE DELETE ON catalog_choice_achievements FOR EACH ROW WHEN EXISTS (SELECT 1 FROM catalog_choice c JOIN catalog_requirement r ON r.id = c.requirement_id JOIN catalog_version v ON v.id = r.version_id WHERE c.id = OLD.choice_id AND v.published_at IS NOT NULL) BEGIN SELECT RAISE(ABORT, 'frozen: catalog_choice_achievements'); END
-- next
CREATE TRIGGER frozen_catalog_choice_achievements_insert BEFORE INSERT ON catalog_choice_achievements FOR EACH ROW WHEN EXISTS (SELECT 1 FROM catalog_choice c JOIN catalog_requirement r ON r.id = c.requirement_id JOIN catalog_version v ON v.id = r.version_id WHERE c.id = NEW.choice_id AND v.published_at IS NOT NULL) BEGIN SELECT RAISE(ABORT, 'frozen: catalog_choice_achievements'); END
-- next
CREATE TRIGGER frozen_catalog_choice_achievements_update BEFORE UPDATE ON catalog_choice_achievements FOR EACH ROW WHEN EXISTS (SELECT 1 FROM catalog_choice c JOIN catalog_requirement r ON r.id = c.requirement_id JOIN catalog_version v ON v.id = r.version_id WHERE c.id = NEW.choice_id AND v.published_at IS NOT NULL) BEGIN SELECT RAISE(ABORT, 'frozen: catalog_choice_achievements'); END
-- next
CREATE TRIGGER frozen_catalog_choice_delete BEFORE DELETE ON catalog_choice FOR EACH ROW WHEN EXISTS (SELECT 1 FROM catalog_requirement r JOIN catalog_version v ON v.id = r.version_id WHERE r.id = OLD.requirement_id AND v.published_at IS NOT NULL) BEGIN SELECT RAISE(ABORT, 'frozen: catalog_choice'); END
-- next
CREATE TRIGGER frozen_catalog_choice_insert BEFORE INSERT ON catalog_choice FOR EACH ROW WHEN EXISTS (SELECT 1 FROM catalog_requirement r JOIN catalog_version v ON v.id = r.version_id WHERE r.id = NEW.requirement_id AND v.published_at IS NOT NULL) BEGIN SELECT RAISE(ABORT, 'frozen: catalog_choice'); END
-- next
CREATE TRIGGER frozen_catalog_choice_update BEFORE UPDATE ON catalog_choice FOR EACH ROW WHEN EXISTS (SELECT 1 FROM catalog_requirement r JOIN catalog_version v ON v.id = r.version_id WHERE r.id = NEW.requirement_id AND v.published_at IS NOT NULL) BEGIN SELECT RAISE(ABORT, 'frozen: catalog_choice'); END
-- next
CREATE TRIGGER frozen_catalog_comment_delete BEFORE DELETE ON catalog_comment FOR EACH ROW BEGIN SELECT RAISE(ABORT, 'frozen: catalog_comment'); END
-- next
CREATE TRIGGER frozen_catalog_comment_update BEFORE UPDATE OF manuscript_id, field, author_id, text, at ON catalog_comment FOR EACH ROW BEGIN SELECT RAISE(ABORT, 'frozen: catalog_comment'); END
-- next
CREATE TRIGGER frozen_catalog_manuscript_delete BEFORE DELETE ON catalog_manuscript FOR EACH ROW WHEN OLD.published_id IS NOT NULL BEGIN SELECT RAISE(ABORT, 'frozen: catalog_manuscript'); END
-- next
CREATE TRIGGER frozen_catalog_manuscript_update BEFORE UPDATE ON catalog_manuscript FOR EACH ROW WHEN OLD.published_id IS NOT NULL BEGIN SELECT RAISE(ABORT, 'frozen: catalog_manuscript'); END
-- next
CREATE TRIGGER frozen_catalog_piece_delete BEFORE DELETE ON catalog_piece FOR EACH ROW WHEN EXISTS (SELECT 1 FROM catalog_requirement r JOIN catalog_version v ON v.id = r.version_id WHERE r.id = OLD.requirement_id AND v.published_at IS NOT NULL) BEGIN SELECT RAISE(ABORT, 'frozen: catalog_piece'); END
-- next
CREATE TRIGGER frozen_catalog_piece_insert BEFORE INSERT ON catalog_piece FOR EACH ROW WHEN EXISTS (SELECT 1 FROM catalog_requirement r JOIN catalog_version v ON v.id = r.version_id WHERE r.id = NEW.requirement_id AND v.published_at IS NOT NULL) BEGIN SELECT RAISE(ABORT, 'frozen: catalog_piece'); END
-- next
CREATE TRIGGER frozen_catalog_piece_update BEFORE UPDATE ON catalog_piece FOR EACH ROW WHEN EXISTS (SELECT 1 FROM catalog_requirement r JOIN catalog_version v ON v.id = r.version_id WHERE r.id = NEW.requirement_id AND v.published_at IS NOT NULL) BEGIN SELECT RAISE(ABORT, 'frozen: catalog_piece'); END
-- next
CREATE TRIGGER frozen_catalog_requirement_delete BEFORE DELETE ON catalog_requirement FOR EACH ROW WHEN EXISTS (SELECT 1 FROM catalog_version v WHERE v.id = OLD.version_id AND v.published_at IS NOT NULL) BEGIN SELECT RAISE(ABORT, 'frozen: catalog_requirement'); END
-- next
CREATE TRIGGER frozen_catalog_requirement_insert BEFORE INSERT ON catalog_requirement FOR EACH ROW WHEN EXISTS (SELECT 1 FROM catalog_version v WHERE v.id = NEW.version_id AND v.published_at IS NOT NULL) BEGIN SELECT RAISE(ABORT, 'frozen: catalog_requirement'); END
-- next
CREATE TRIGGER frozen_catalog_requirement_update BEFORE UPDATE ON catalog_requirement FOR EACH ROW WHEN EXISTS (SELECT 1 FROM catalog_version v WHERE v.id = NEW.version_id AND v.published_at IS NOT NULL) BEGIN SELECT RAISE(ABORT, 'frozen: catalog_requirement'); END
-- next
CREATE TRIGGER frozen_catalog_row_delete BEFORE DELETE ON catalog_row FOR EACH ROW WHEN EXISTS (SELECT 1 FROM catalog_requirement r JOIN catalog_version v ON v.id = r.version_id WHERE r.id = OLD.requirement_id AND v.published_at IS NOT NULL) BEGIN SELECT RAISE(ABORT, 'frozen: catalog_row'); END
-- next
CREATE TRIGGER frozen_catalog_row_insert BEFORE INSERT ON catalog_row FOR EACH ROW WHEN EXISTS (SELECT 1 FROM catalog_requirement r JOIN catalog_version v ON v.id = r.version_id WHERE r.id = NEW.requirement_id AND v.published_at IS NOT NULL) BEGIN SELECT RAISE(ABORT, 'frozen: catalog_row'); END
-- next
CREATE TRIGGER frozen_catalog_row_pieces_delete BEFORE DELETE ON catalog_row_pieces FOR EACH ROW WHEN EXISTS (SELECT 1 FROM catalog_row w JOIN catalog_requirement r ON r.id = w.requirement_id JOIN catalog_version v ON v.id = r.version_id WHERE w.id = OLD.row_id AND v.published_at IS NOT NULL) BEGIN SELECT RAISE(ABORT, 'frozen: catalog_row_pieces'); END
-- next
CREATE TRIGGER frozen_catalog_row_pieces_insert BEFORE INSERT ON catalog_row_pieces FOR EACH ROW WHEN EXISTS (SELECT 1 FROM catalog_row w JOIN catalog_requirement r ON r.id = w.requirement_id JOIN catalog_version v ON v.id = r.version_id WHERE w.id = NEW.row_id AND v.published_at IS NOT NULL) BEGIN SELECT RAISE(ABORT, 'frozen: catalog_row_pieces'); END
-- next
CREATE TRIGGER frozen_catalog_row_pieces_update BEFORE UPDATE ON catalog_row_pieces FOR EACH ROW WHEN EXISTS (SELECT 1 FROM catalog_row w JOIN catalog_requirement r ON r.id = w.requirement_id JOIN catalog_version v ON v.id = r.version_id WHERE w.id = NEW.row_id AND v.published_at IS NOT NULL) BEGIN SELECT RAISE(ABORT, 'frozen: catalog_row_pieces'); END
-- next
CREATE TRIGGER frozen_catalog_row_update BEFORE UPDATE ON catalog_row FOR EACH ROW WHEN EXISTS (SELECT 1 FROM catalog_requirement r JOIN catalog_version v ON v.id = r.version_id WHERE r.id = NEW.requirement_id AND v.published_at IS NOT NULL) BEGIN SELECT RAISE(ABORT, 'frozen: catalog_row'); END
-- next
CREATE TRIGGER frozen_catalog_step_delete BEFORE DELETE ON catalog_step FOR EACH ROW WHEN EXISTS (SELECT 1 FROM catalog_version v WHERE v.id = OLD.version_id AND v.published_at IS NOT NULL) BEGIN SELECT RAISE(ABORT, 'frozen: catalog_step'); END
-- next
CREATE TRIGGER frozen_catalog_step_insert BEFORE INSERT ON catalog_step FOR EACH ROW WHEN EXISTS (SELECT 1 FROM catalog_version v WHERE v.id = NEW.version_id AND v.published_at IS NOT NULL) BEGIN SELECT RAISE(ABORT, 'frozen: catalog_step'); END
-- next
CREATE TRIGGER frozen_catalog_step_update BEFORE UPDATE ON catalog_step FOR EACH ROW WHEN EXISTS (SELECT 1 FROM catalog_version v WHERE v.id = NEW.version_id AND v.published_at IS NOT NULL) BEGIN SELECT RAISE(ABORT, 'frozen: catalog_step'); END
-- next
CREATE TRIGGER frozen_catalog_version_delete BEFORE DELETE ON catalog_version FOR EACH ROW WHEN OLD.published_at IS NOT NULL BEGIN SELECT RAISE(ABORT, 'frozen: catalog_version'); END
-- next
CREATE TRIGGER frozen_catalog_version_update BEFORE UPDATE ON catalog_version FOR EACH ROW WHEN OLD.published_at IS NOT NULL BEGIN SELECT RAISE(ABORT, 'frozen: catalog_version'); END
-- next
CREATE TRIGGER frozen_credentials_award_update BEFORE UPDATE OF district_id, person_id, version_id, public_id, practice, award_list_id, awarded_at, expires_at ON credentials_award FOR EACH ROW WHEN NOT (
    OLD.award_list_id IS NOT NULL AND NEW.award_list_id IS NULL
    AND NEW.district_id = OLD.district_id
    AND NEW.person_id = OLD.person_id
    AND NEW.version_id = OLD.version_id
    AND NEW.public_id = OLD.public_id
    AND NEW.practice = OLD.practice
    AND NEW.awarded_at = OLD.awarded_at
    AND COALESCE(NEW.expires_at = OLD.expires_at, NEW.expires_at IS NULL AND OLD.expires_at IS NULL)
) BEGIN SELECT RAISE(ABORT, 'frozen: credentials_award'); END
-- next
CREATE TRIGGER frozen_credentials_awardline_delete BEFORE DELETE ON credentials_awardline FOR EACH ROW WHEN OLD.award_id IS NOT NULL BEGIN SELECT RAISE(ABORT, 'frozen: credentials_awardline'); END
-- next
CREATE TRIGGER frozen_credentials_awardline_update BEFORE UPDATE OF district_id, award_list_id, number, person_id, earned_on, state, award_id, decided_at ON credentials_awardline FOR EACH ROW WHEN OLD.award_id IS NOT NULL BEGIN SELECT RAISE(ABORT, 'frozen: credentials_awardline'); END
-- next
CREATE TRIGGER frozen_credentials_awardlist_delete BEFORE DELETE ON credentials_awardlist FOR EACH ROW WHEN OLD.begun_at IS NOT NULL BEGIN SELECT RAISE(ABORT, 'frozen: credentials_awardlist'); END
-- next
CREATE TRIGGER frozen_credentials_awardlist_update BEFORE UPDATE OF district_id, version_id, source, sha256, ground, note, practice, brought_by_id, begun_by_id, begun_at ON credentials_awardlist FOR EACH ROW WHEN OLD.begun_at IS NOT NULL BEGIN SELECT RAISE(ABORT, 'frozen: credentials_awardlist'); END
-- next
CREATE TRIGGER frozen_credentials_correction_delete BEFORE DELETE ON credentials_correction FOR EACH ROW BEGIN SELECT RAISE(ABORT, 'frozen: credentials_correction'); END
-- next
CREATE TRIGGER frozen_credentials_correction_update BEFORE UPDATE ON credentials_correction FOR EACH ROW BEGIN SELECT RAISE(ABORT, 'frozen: credentials_correction'); END
-- next
CREATE TRIGGER frozen_credentials_document_delete BEFORE DELETE ON credentials_document FOR EACH ROW BEGIN SELECT RAISE(ABORT, 'frozen: credentials_document'); END
-- next
CREATE TRIGGER frozen_credentials_document_update BEFORE UPDATE OF body, sha256, award_id, key_id, status_list_id, status_index ON credentials_document FOR EACH ROW BEGIN SELECT RAISE(ABORT, 'frozen: credentials_document'); END
-- next
CREATE TRIGGER frozen_credentials_earlierrecord_delete BEFORE DELETE ON credentials_earlierrecord FOR EACH ROW BEGIN SELECT RAISE(ABORT, 'frozen: credentials_earlierrecord'); END
-- next
CREATE TRIGGER frozen_credentials_earlierrecord_update BEFORE UPDATE OF district_id, person_id, title, key, achievement_id, earned_on, known, issuer, note, brought_id, line, recorded_by_id, recorded_at ON credentials_earlierrecord FOR EACH ROW BEGIN SELECT RAISE(ABORT, 'frozen: credentials_earlierrecord'); END
-- next
CREATE TRIGGER frozen_credentials_endorsement_delete BEFORE DELETE ON credentials_endorsement FOR EACH ROW BEGIN SELECT RAISE(ABORT, 'frozen: credentials_endorsement'); END
-- next
CREATE TRIGGER frozen_credentials_endorsement_update BEFORE UPDATE OF district_id, version_id, body, sha256, endorser, endorser_name, comment, valid_from, valid_until, brought_by_id, brought_at ON credentials_endorsement FOR EACH ROW BEGIN SELECT RAISE(ABORT, 'frozen: credentials_endorsement'); END
-- next
CREATE TRIGGER frozen_credentials_issuerkey_delete BEFORE DELETE ON credentials_issuerkey FOR EACH ROW BEGIN SELECT RAISE(ABORT, 'frozen: credentials_issuerkey'); END
-- next
CREATE TRIGGER frozen_credentials_issuerkey_update BEFORE UPDATE ON credentials_issuerkey FOR EACH ROW WHEN OLD.district_id <> NEW.district_id OR OLD.algorithm <> NEW.algorithm OR OLD.use <> NEW.use OR OLD.did <> NEW.did OR OLD.public_multibase <> NEW.public_multibase OR OLD.public_jwk <> NEW.public_jwk OR OLD.fingerprint <> NEW.fingerprint OR OLD.created_at <> NEW.created_at OR (OLD.retired_at IS NOT NULL AND NEW.retired_at IS NULL) OR OLD.revoked_at IS NOT NULL BEGIN SELECT RAISE(ABORT, 'frozen: credentials_issuerkey'); END
-- next
CREATE TRIGGER frozen_credentials_met_delete BEFORE DELETE ON credentials_met FOR EACH ROW BEGIN SELECT RAISE(ABORT, 'frozen: credentials_met'); END
-- next
CREATE TRIGGER frozen_credentials_met_update BEFORE UPDATE ON credentials_met FOR EACH ROW BEGIN SELECT RAISE(ABORT, 'frozen: credentials_met'); END
-- next
CREATE TRIGGER frozen_credentials_outsidehours_delete BEFORE DELETE ON credentials_outsidehours FOR EACH ROW BEGIN SELECT RAISE(ABORT, 'frozen: credentials_outsidehours'); END
-- next
CREATE TRIGGER frozen_credentials_outsidehours_update BEFORE UPDATE ON credentials_outsidehours FOR EACH ROW BEGIN SELECT RAISE(ABORT, 'frozen: credentials_outsidehours'); END
-- next
CREATE TRIGGER frozen_credentials_renewal_delete BEFORE DELETE ON credentials_renewal FOR EACH ROW BEGIN SELECT RAISE(ABORT, 'frozen: credentials_renewal'); END
-- next
CREATE TRIGGER frozen_credentials_renewal_update BEFORE UPDATE ON credentials_renewal FOR EACH ROW BEGIN SELECT RAISE(ABORT, 'frozen: credentials_renewal'); END
-- next
CREATE TRIGGER frozen_credentials_restoration_delete BEFORE DELETE ON credentials_restoration FOR EACH ROW BEGIN SELECT RAISE(ABORT, 'frozen: credentials_restoration'); END
-- next
CREATE TRIGGER frozen_credentials_restoration_update BEFORE UPDATE ON credentials_restoration FOR EACH ROW BEGIN SELECT RAISE(ABORT, 'frozen: credentials_restoration'); END
-- next
CREATE TRIGGER frozen_credentials_signedtoken_delete BEFORE DELETE ON credentials_signedtoken FOR EACH ROW BEGIN SELECT RAISE(ABORT, 'frozen: credentials_signedtoken'); END
-- next
CREATE TRIGGER frozen_credentials_signedtoken_update BEFORE UPDATE ON credentials_signedtoken FOR EACH ROW BEGIN SELECT RAISE(ABORT, 'frozen: credentials_signedtoken'); END
-- next
CREATE TRIGGER frozen_credentials_suspension_delete BEFORE DELETE ON credentials_suspension FOR EACH ROW BEGIN SELECT RAISE(ABORT, 'frozen: credentials_suspension'); END
-- next
CREATE TRIGGER frozen_credentials_suspension_update BEFORE UPDATE ON credentials_suspension FOR EACH ROW BEGIN SELECT RAISE(ABORT, 'frozen: credentials_suspension'); END
-- next
CREATE TRIGGER frozen_credentials_withdrawal_delete BEFORE DELETE ON credentials_withdrawal FOR EACH ROW BEGIN SELECT RAISE(ABORT, 'frozen: credentials_withdrawal'); END
-- next
CREATE TRIGGER frozen_credentials_withdrawal_update BEFORE UPDATE ON credentials_withdrawal FOR EACH ROW BEGIN SELECT RAISE(ABORT, 'frozen: credentials_withdrawal'); END
-- next
CREATE TRIGGER frozen_evidence_attempt_artifacts_delete BEFORE DELETE ON evidence_attempt_artifacts FOR EACH ROW BEGIN SELECT RAISE(ABORT, 'frozen: evidence_attempt_artifacts'); END
-- next
CREATE TRIGGER frozen_evidence_attempt_artifacts_insert BEFORE INSERT ON evidence_attempt_artifacts FOR EACH ROW WHEN EXISTS (SELECT 1 FROM evidence_attempt WHERE id = NEW.attempt_id AND outcome <> '') BEGIN SELECT RAISE(ABORT, 'frozen: evidence_attempt_artifacts'); END
-- next
CREATE TRIGGER frozen_evidence_attempt_artifacts_update BEFORE UPDATE ON evidence_attempt_artifacts FOR EACH ROW BEGIN SELECT RAISE(ABORT, 'frozen: evidence_attempt_artifacts'); END
-- next
CREATE TRIGGER frozen_evidence_attempt_delete BEFORE DELETE ON evidence_attempt FOR EACH ROW BEGIN SELECT RAISE(ABORT, 'frozen: evidence_attempt'); END
-- next
CREATE TRIGGER frozen_evidence_attempt_update BEFORE UPDATE OF words, number, submission_id, submitted_at, described, try_number, due_at ON evidence_attempt FOR EACH ROW BEGIN SELECT RAISE(ABORT, 'frozen: evidence_attempt'); END
-- next
CREATE TRIGGER frozen_integrations_apitoken_update BEFORE UPDATE OF district_id, secret_hash, may_issue, may_verify, may_change_status, made_by_id, made_at, expires_at ON integrations_apitoken FOR EACH ROW BEGIN SELECT RAISE(ABORT, 'frozen: integrations_apitoken'); END
-- next
CREATE TRIGGER frozen_integrations_issuedcredential_update BEFORE UPDATE ON integrations_issuedcredential FOR EACH ROW WHEN OLD.district_id <> NEW.district_id OR OLD.system_id <> NEW.system_id OR OLD.key_id <> NEW.key_id OR OLD.credential_id <> NEW.credential_id OR OLD.sha256 <> NEW.sha256 OR OLD.status_list_id <> NEW.status_list_id OR OLD.status_index <> NEW.status_index OR OLD.issued_at <> NEW.issued_at OR (OLD.revoked_at IS NOT NULL AND NEW.revoked_at IS NULL) BEGIN SELECT RAISE(ABORT, 'frozen: integrations_issuedcredential'); END
-- next
CREATE TRIGGER frozen_integrations_statuschange_update BEFORE UPDATE ON integrations_statuschange FOR EACH ROW BEGIN SELECT RAISE(ABORT, 'frozen: integrations_statuschange'); END
-- next
CREATE TRIGGER frozen_journal_entry_delete BEFORE DELETE ON journal_entry FOR EACH ROW BEGIN SELECT RAISE(ABORT, 'frozen: journal_entry'); END
-- next
CREATE TRIGGER frozen_journal_entry_update BEFORE UPDATE ON journal_entry FOR EACH ROW BEGIN SELECT RAISE(ABORT, 'frozen: journal_entry'); END
-- next
CREATE TRIGGER frozen_people_change_delete BEFORE DELETE ON people_change FOR EACH ROW BEGIN SELECT RAISE(ABORT, 'frozen: people_change'); END
-- next
CREATE TRIGGER frozen_people_change_update BEFORE UPDATE ON people_change FOR EACH ROW BEGIN SELECT RAISE(ABORT, 'frozen: people_change'); END
-- next
CREATE TRIGGER frozen_program_invitationtext_delete BEFORE DELETE ON program_invitationtext FOR EACH ROW BEGIN SELECT RAISE(ABORT, 'frozen: program_invitationtext'); END
-- next
CREATE TRIGGER frozen_program_invitationtext_update BEFORE UPDATE ON program_invitationtext FOR EACH ROW BEGIN SELECT RAISE(ABORT, 'frozen: program_invitationtext'); END
-- next
CREATE TRIGGER frozen_program_message_delete BEFORE DELETE ON program_message FOR EACH ROW BEGIN SELECT RAISE(ABORT, 'frozen: program_message'); END
-- next
CREATE TRIGGER frozen_program_message_update BEFORE UPDATE ON program_message FOR EACH ROW BEGIN SELECT RAISE(ABORT, 'frozen: program_message'); END
-- next
CREATE TRIGGER frozen_wallets_connection_update BEFORE UPDATE OF district_id, person_id, wallet_id, scopes, allowed_at, code_sha256, code_redirect, code_challenge ON wallets_connection FOR EACH ROW BEGIN SELECT RAISE(ABORT, 'frozen: wallets_connection'); END
-- next
CREATE TRIGGER frozen_wallets_token_update BEFORE UPDATE OF district_id, connection_id, kind, sha256, scopes, expires_at ON wallets_token FOR EACH ROW BEGIN SELECT RAISE(ABORT, 'frozen: wallets_token'); END
-- next
CREATE TRIGGER frozen_wallets_wallet_update BEFORE UPDATE ON wallets_wallet FOR EACH ROW BEGIN SELECT RAISE(ABORT, 'frozen: wallets_wallet'); END
