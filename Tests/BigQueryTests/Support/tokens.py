"""Google's token endpoint and metadata server, as far as clients see them: keys are checked, tokens end."""

import base64
import json
import time

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa

SCOPE = "https://www.googleapis.com/auth/bigquery"
EMAIL, KEY_ID = "loader@planar.iam.gserviceaccount.com", "key-1"
CLIENT_ID, CLIENT_SECRET, REFRESH_TOKEN = "client-1.apps", "secret-of-the-client", "1//refresh-token"


class Refused(Exception):
    """An OAuth error: `error` and its description."""


class Tokens:
    def __init__(self):
        self.key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        self.ends = {}

    def private_key(self, form):
        encoding, plain = serialization.Encoding.PEM, serialization.NoEncryption()
        return self.key.private_bytes(encoding, form, plain).decode()

    def hello(self):
        return {
            "email": EMAIL, "keyID": KEY_ID, "clientID": CLIENT_ID, "clientSecret": CLIENT_SECRET,
            "refreshToken": REFRESH_TOKEN,
            "privateKey": self.private_key(serialization.PrivateFormat.PKCS8),
            "oldPrivateKey": self.private_key(serialization.PrivateFormat.TraditionalOpenSSL),
        }

    def grant(self, project, form, url):
        """The reply to a form; raises `Refused`."""
        kind = form.get("grant_type")
        if kind == "urn:ietf:params:oauth:grant-type:jwt-bearer":
            self._check_assertion(form.get("assertion", ""), url)
        elif kind == "refresh_token":
            given = [form.get(key) for key in ("client_id", "client_secret", "refresh_token")]
            if given != [CLIENT_ID, CLIENT_SECRET, REFRESH_TOKEN]:
                raise Refused("invalid_grant", "Bad Request")
        else:
            raise Refused("unsupported_grant_type", f"Invalid grant_type: {kind}")
        return self.issue(project)

    def issue(self, project):
        token = f"ya29.{project.name}-{len(project.tokens) + 1}"
        project.tokens.append(token)
        self.ends[token] = time.monotonic() + project.token_life
        return {"access_token": token, "expires_in": project.token_life, "token_type": "Bearer"}

    def accepts(self, authorization):
        kind, _, token = (authorization or "").partition(" ")
        return kind == "Bearer" and self.ends.get(token, 0) > time.monotonic()

    def revoke(self, token):
        self.ends.pop(token, None)

    def _check_assertion(self, assertion, url):
        def part(text):
            return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))

        try:
            header, claims, signature = assertion.split(".")
            self.key.public_key().verify(
                part(signature), f"{header}.{claims}".encode(), padding.PKCS1v15(), hashes.SHA256()
            )
        except (ValueError, InvalidSignature):
            raise Refused("invalid_grant", "Invalid JWT Signature.") from None
        header, claims = json.loads(part(header)), json.loads(part(claims))
        if header != {"alg": "RS256", "typ": "JWT", "kid": KEY_ID}:
            raise Refused("invalid_grant", f"wrong header {header}")
        now = time.time()
        if abs(now - claims["iat"]) > 300 or claims["exp"] - claims["iat"] != 3600:
            raise Refused(
                "invalid_grant",
                "Invalid JWT: Token must be a short-lived token (60 minutes) and in a reasonable timeframe.",
            )
        rest = {key: value for key, value in claims.items() if key not in ("iat", "exp")}
        if rest != {"iss": EMAIL, "scope": SCOPE, "aud": url}:
            raise Refused("invalid_scope", f"wrong claims {rest}")
