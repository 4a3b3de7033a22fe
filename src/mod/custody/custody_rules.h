/* What an archive of evidence is made of: names that no tool trips over, heads of tar (POSIX
 * ustar), and public keys as openssl reads them. Pure. */
#ifndef KANAME_MOD_CUSTODY_CUSTODY_RULES_H
#define KANAME_MOD_CUSTODY_CUSTODY_RULES_H

#include "base/digest.h"

enum { CUSTODY_NAME_SIZE = 64, TAR_BLOCK = 512, CUSTODY_PEM_SIZE = 128 };

/* "007-disk.img": the piece's number and what is plain ASCII of the file's name. */
void custody_name(int64_t no, const char *name, char ret_name[CUSTODY_NAME_SIZE]);

/* The block before a file of `size` bytes (below 8 GiB). The path has at most 99 bytes. */
void custody_tar_head(
    const char *path, int64_t size, int64_t at_ms, unsigned char ret_head[TAR_BLOCK]);

/* What a key is told by: SHA-256 of it as `openssl pkey -pubin -outform DER` writes it. All 64
 * digits: a name that is shorter can be had by somebody else's key. */
struct digest custody_key_sum(const uint8_t key[32]);
/* An Ed25519 key as SubjectPublicKeyInfo (RFC 8410) in PEM. */
void custody_pem(const uint8_t key[32], char ret_pem[CUSTODY_PEM_SIZE]);

#endif
