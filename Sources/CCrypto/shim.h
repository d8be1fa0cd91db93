#define OPENSSL_API_COMPAT 0x10100000L
#include <openssl/md5.h>
#include <openssl/sha.h>

// One call from bytes to digest: MD5 for row hashes, SHA-1 for the suffix of colliding table names.
static inline void ccrypto_md5(const void *bytes, size_t count, unsigned char *digest16) { MD5((const unsigned char *)bytes, count, digest16); }
static inline void ccrypto_sha1(const void *bytes, size_t count, unsigned char *digest20) { SHA1((const unsigned char *)bytes, count, digest20); }
