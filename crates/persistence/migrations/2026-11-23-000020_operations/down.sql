DROP INDEX revisions_operation_idx;
DROP TABLE operations;
