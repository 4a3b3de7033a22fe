-- Of words that many texts have together, PostgreSQL's estimate is far too low (it takes neighbouring
-- characters for independent), and all of them were looked up to show the newest. The newest thousand
-- now tell how frequent they are: frequent ones are read from the newest on, rare ones looked up.
-- postgres:
CREATE OR REPLACE FUNCTION search_newest(match TEXT, before BIGINT, most BIGINT) RETURNS SETOF BIGINT
LANGUAGE plpgsql STABLE AS $$
DECLARE
    wanted TSQUERY := match::tsquery;
    frequent BOOLEAN;
BEGIN
    SELECT count(*) FILTER (WHERE n.words @@ wanted) >= 8 INTO frequent
        FROM (SELECT w.words FROM search_word w WHERE w.id < before ORDER BY w.id DESC LIMIT 1000) n;
    IF frequent THEN -- "IS TRUE" keeps the index of words out of it
        RETURN QUERY SELECT w.id FROM search_word w
            WHERE (w.words @@ wanted) IS TRUE AND w.id < before ORDER BY w.id DESC LIMIT most;
    ELSE
        RETURN QUERY EXECUTE 'WITH hit AS MATERIALIZED ('
            'SELECT w.id FROM search_word w WHERE w.words @@ $1 AND w.id < $2)'
            ' SELECT id FROM hit ORDER BY id DESC LIMIT $3' USING wanted, before, most;
    END IF;
END $$;
-- end
