-- The newest texts that have some words, on PostgreSQL. An index of words knows no order: it gives all that
-- have them, and each is then visited, be they half a million. To read the texts from the newest on until
-- enough have the words costs as much where few have them – and few texts are of one shop of many. So the
-- index is asked for one stretch of ids after the other, the newest first: in it every text has, beside its
-- words, the word of its block of 4,096 ids and that of its block of 65,536. (The table of words is as it was.)
--
-- Stretches grow while little is found in them: one block to four, then large ones. One that holds more than
-- a few thousand is given up for a smaller one before its texts are visited. So what is visited is bounded,
-- whatever the words and whoever asks; what grows with the number of texts is only the index's own look at
-- words that are all frequent and never together: 60 ms among 1,000,000.
-- postgres:
DROP INDEX search_word_words;
ALTER TABLE search_word ALTER COLUMN words SET STATISTICS -1;
CREATE FUNCTION search_indexed(id BIGINT, words TSVECTOR) RETURNS TSVECTOR LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS $$ SELECT words || array_to_tsvector(ARRAY['block12_' || (id >> 12)::TEXT, 'block16_' || (id >> 16)::TEXT]) $$;
-- What has just come waits in a list that every question reads to its end: it is kept short (KiB).
CREATE INDEX search_word_indexed ON search_word USING gin (search_indexed(id, words))
    WITH (gin_pending_list_limit = 256);

DROP FUNCTION search_newest(TEXT, BIGINT, BIGINT);
-- Ids below `before` of texts that match, the newest first, `most` at the most. `org` is the word of an
-- organisation, asked for only where there are several: every text has one.
CREATE FUNCTION search_newest(match TEXT, org TEXT, before BIGINT, most BIGINT) RETURNS SETOF BIGINT
LANGUAGE plpgsql STABLE
-- One plan for all: by the index of words.
SET enable_seqscan = off
SET max_parallel_workers_per_gather = 0
SET jit = off
SET plan_cache_mode = force_generic_plan
AS $$
DECLARE
    visited CONSTANT BIGINT := greatest(4096, most); -- texts of one stretch; a small block never has more
    wanted TSQUERY := match::TSQUERY;
    oldest BIGINT;
    above BIGINT; -- what is from here on has been looked at
    bits INTEGER := 12; -- blocks of 2 ** bits ids
    n BIGINT := 1; -- so many of them make the stretch
    last BIGINT; -- its newest block
    blocks TSQUERY;
    found BIGINT[];
    few BOOLEAN;
BEGIN
    IF (SELECT count(*) FROM org) > 1 THEN
        wanted := wanted && org::TSQUERY;
    END IF;
    SELECT min(id), least(max(id) + 1, before) INTO oldest, above FROM search_word;
    WHILE most > 0 AND above > oldest LOOP
        last := (above - 1) >> bits;
        n := least(n, last % 16 + 1); -- not beyond where a large block begins
        SELECT string_agg('block' || bits || '_' || b, ' | ')::TSQUERY INTO blocks
            FROM generate_series(last - n + 1, last) AS b;
        -- Blocks are asked first: the index then goes straight to where they are. "+ 0": not by the key.
        found := ARRAY(SELECT w.id FROM search_word w
            WHERE search_indexed(w.id, w.words) @@ blocks AND search_indexed(w.id, w.words) @@ wanted
            AND w.id + 0 < above LIMIT visited + 1);
        IF cardinality(found) > visited THEN
            bits := CASE WHEN n = 1 THEN 12 ELSE bits END;
            n := 1;
            CONTINUE;
        END IF;
        RETURN QUERY SELECT f FROM unnest(found) AS f ORDER BY f DESC LIMIT most;
        most := most - cardinality(found);
        above := (last - n + 1) << bits;
        few := cardinality(found) * 16 <= visited * n; -- as many in a large block would not be too many
        IF few AND bits = 12 AND above % 65536 = 0 THEN
            bits := 16;
            n := 1;
        ELSE
            n := CASE WHEN few THEN 4 ELSE 1 END;
        END IF;
    END LOOP;
END $$;
-- end
