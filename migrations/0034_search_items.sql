-- Records are found by the names of their files and by their comments, too: all are gone through again.
DELETE FROM search_progress;
