#include "kernel/auth/throttle.h"

#include "base/mem.h"

#include <pthread.h>
#include <sodium.h>
#include <string.h>

enum { BUCKETS = 2048, WAYS = 4 };

struct count {
    uint64_t key; /* 0: free */
    int64_t last_ms;
    int64_t blocked_until_ms;
    int failures;
};

struct throttle {
    pthread_mutex_t lock;
    int64_t wait_ms;
    uint8_t secret[crypto_shorthash_KEYBYTES];
    struct count counts[BUCKETS][WAYS];
};

static int destroy(struct throttle *t)
{
    pthread_mutex_destroy(&t->lock);
    return 0;
}

struct throttle *throttle_new(const void *ctx, int64_t wait_ms)
{
    struct throttle *t = mem_new(ctx, struct throttle);
    pthread_mutex_init(&t->lock, NULL);
    talloc_set_destructor(t, destroy);
    randombytes_buf(t->secret, sizeof t->secret);
    t->wait_ms = wait_ms;
    return t;
}

static uint64_t key_of(const struct throttle *t, const char *name)
{
    uint64_t key = 0;
    crypto_shorthash((unsigned char *)&key, (const unsigned char *)name, strlen(name), t->secret);
    return key == 0 ? 1 : key;
}

static struct count *find(struct throttle *t, uint64_t key)
{
    struct count *ways = t->counts[key % BUCKETS];
    for (int i = 0; i < WAYS; i++) {
        if (ways[i].key == key)
            return &ways[i];
    }
    return NULL;
}

/* The count of a key; a new one takes the place of the one that failed longest ago. */
static struct count *find_or_add(struct throttle *t, uint64_t key)
{
    struct count *found = find(t, key);
    if (found != NULL)
        return found;
    struct count *ways = t->counts[key % BUCKETS];
    struct count *oldest = &ways[0];
    for (int i = 1; i < WAYS; i++) {
        if (ways[i].last_ms < oldest->last_ms)
            oldest = &ways[i];
    }
    *oldest = (struct count){.key = key};
    return oldest;
}

static bool attempt(
    struct count *c, int limit, int64_t wait_ms, int64_t now_ms, int64_t *ret_wait_ms)
{
    if (now_ms < c->blocked_until_ms) {
        *ret_wait_ms = c->blocked_until_ms - now_ms;
        return false;
    }
    if (c->blocked_until_ms != 0 || now_ms - c->last_ms >= wait_ms) {
        c->failures = 0;
        c->blocked_until_ms = 0;
    }
    c->last_ms = now_ms;
    if (++c->failures >= limit)
        c->blocked_until_ms = now_ms + wait_ms;
    return true;
}

bool throttle_try(
    struct throttle *t, const char *name, int limit, int64_t now_ms, int64_t *ret_wait_ms)
{
    uint64_t key = key_of(t, name);
    pthread_mutex_lock(&t->lock);
    bool may = attempt(find_or_add(t, key), limit, t->wait_ms, now_ms, ret_wait_ms);
    pthread_mutex_unlock(&t->lock);
    return may;
}

void throttle_forget(struct throttle *t, const char *name)
{
    pthread_mutex_lock(&t->lock);
    struct count *c = find(t, key_of(t, name));
    if (c != NULL)
        *c = (struct count){.key = 0};
    pthread_mutex_unlock(&t->lock);
}

void throttle_take_back(struct throttle *t, const char *name)
{
    pthread_mutex_lock(&t->lock);
    struct count *c = find(t, key_of(t, name));
    if (c != NULL && c->failures > 0) {
        c->failures--;
        c->blocked_until_ms = 0;
    }
    pthread_mutex_unlock(&t->lock);
}
