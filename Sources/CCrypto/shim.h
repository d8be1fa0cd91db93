#define OPENSSL_API_COMPAT 0x10100000L
#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/md5.h>
#include <openssl/pem.h>
#include <openssl/sha.h>

// One call from bytes to digest: MD5 for row hashes, SHA-1 for the suffix of colliding table names.
static inline void ccrypto_md5(const void *bytes, size_t count, unsigned char *digest16) { MD5((const unsigned char *)bytes, count, digest16); }
static inline void ccrypto_sha1(const void *bytes, size_t count, unsigned char *digest20) { SHA1((const unsigned char *)bytes, count, digest20); }

// Masks of personal values.
static inline void ccrypto_hmac_sha256(const void *key, size_t key_count, const void *bytes, size_t count, unsigned char *digest32) {
    unsigned int length = 32;
    HMAC(EVP_sha256(), key_count ? key : "", (int)key_count, (const unsigned char *)bytes, count, digest32, &length);
}

// Without it OpenSSL asks at the terminal for the passphrase of a key that is encrypted.
static inline int ccrypto_no_passphrase(char *buffer, int size, int writing, void *context) { return -1; }

// RS256: RSASSA-PKCS1-v1_5 with SHA-256 by an RSA private key in PEM form (PKCS #1 or #8). Returns the length of the
// signature, 0 where the key is of no use or `capacity` does not hold the signature.
static inline size_t ccrypto_sign_rs256(const void *pem, size_t pem_count, const void *message, size_t message_count, unsigned char *signature, size_t capacity) {
    size_t count = 0;
    BIO *reader = BIO_new_mem_buf(pem, (int)pem_count);
    EVP_PKEY *key = reader ? PEM_read_bio_PrivateKey(reader, NULL, ccrypto_no_passphrase, NULL) : NULL;
    EVP_MD_CTX *context = EVP_MD_CTX_new();
    if (key && context && EVP_PKEY_base_id(key) == EVP_PKEY_RSA && (size_t)EVP_PKEY_size(key) <= capacity
        && EVP_DigestSignInit(context, NULL, EVP_sha256(), NULL, key) == 1) {
        count = capacity;
        if (EVP_DigestSign(context, signature, &count, (const unsigned char *)message, message_count) != 1) count = 0;
    }
    EVP_MD_CTX_free(context);
    EVP_PKEY_free(key);
    BIO_free(reader);
    ERR_clear_error();
    return count;
}
