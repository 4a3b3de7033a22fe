#include "kernel/db/db_private.h"

#include <string.h>

/* Eight bytes at a time: a statement of 300 bytes is hashed at every use. Not for hostile input;
 * the texts are our own. */
uint64_t db_cache_hash(const char *text)
{
    size_t len = strlen(text);
    uint64_t hash = len * UINT64_C(0x9e3779b97f4a7c15);
    uint64_t word;
    for (; len >= sizeof word; text += sizeof word, len -= sizeof word) {
        memcpy(&word, text, sizeof word);
        hash = (hash ^ word) * UINT64_C(0xff51afd7ed558ccd);
        hash ^= hash >> 32;
    }
    word = 0;
    memcpy(&word, text, len);
    hash = (hash ^ word) * UINT64_C(0xff51afd7ed558ccd);
    return hash ^ hash >> 29;
}

static struct db_query **bucket(struct db_cache *cache, uint64_t hash)
{
    return &cache->buckets[hash % DB_CACHE_BUCKETS];
}

static void unlink_idle(struct db_cache *cache, struct db_query *q)
{
    if (q->newer != NULL)
        q->newer->older = q->older;
    else
        cache->newest = q->older;
    if (q->older != NULL)
        q->older->newer = q->newer;
    else
        cache->oldest = q->newer;
    q->newer = q->older = NULL;
}

static void link_idle(struct db_cache *cache, struct db_query *q)
{
    q->newer = NULL;
    q->older = cache->newest;
    if (cache->newest != NULL)
        cache->newest->newer = q;
    else
        cache->oldest = q;
    cache->newest = q;
}

struct db_query *db_cache_take(struct db_cache *cache, const char *text, uint64_t hash)
{
    struct db_query *q = *bucket(cache, hash);
    while (q != NULL && (q->hash != hash || strcmp(q->text, text) != 0))
        q = q->next_in_bucket;
    if (q == NULL || q->in_use)
        return NULL;
    unlink_idle(cache, q);
    q->in_use = true;
    return q;
}

void db_cache_keep(struct db_cache *cache, struct db_query *q)
{
    struct db_query **head = bucket(cache, q->hash);
    for (struct db_query *other = *head; other != NULL; other = other->next_in_bucket)
        if (other->hash == q->hash && strcmp(other->text, q->text) == 0)
            return;
    q->next_in_bucket = *head;
    *head = q;
    q->cached = true;
    cache->n++;
}

static void unlink_bucket(struct db_cache *cache, struct db_query *q)
{
    struct db_query **link = bucket(cache, q->hash);
    while (*link != q)
        link = &(*link)->next_in_bucket;
    *link = q->next_in_bucket;
    q->cached = false;
    cache->n--;
}

void db_cache_give(struct db_cache *cache, struct db_query *q)
{
    q->in_use = false;
    link_idle(cache, q);
    while (cache->n > DB_CACHE_SIZE && cache->oldest != NULL) {
        struct db_query *oldest = cache->oldest;
        unlink_idle(cache, oldest);
        unlink_bucket(cache, oldest);
        db_query_free(oldest);
    }
}

void db_cache_drop(struct db_cache *cache, struct db_query *q)
{
    if (q->cached)
        unlink_bucket(cache, q);
    db_query_free(q);
}

void db_cache_clear(struct db_cache *cache)
{
    for (int i = 0; i < DB_CACHE_BUCKETS; i++)
        while (cache->buckets[i] != NULL)
            db_cache_drop(cache, cache->buckets[i]);
    cache->newest = cache->oldest = NULL;
}
