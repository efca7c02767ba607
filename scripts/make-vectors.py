#!/usr/bin/env python3
"""Makes shared/crypto/vectors.json: test vectors for docs/format.md, version 1.

A second implementation of the format, written from its text and sharing no code with the program: it writes
shares, reads them again with its own reader, and fails if the two disagree. Every value that would be random comes
from a labelled hash, so two runs give the same bytes.

    python3 scripts/make-vectors.py                    write the file
    python3 scripts/make-vectors.py --check            compare with the file, exit 1 if it differs
    python3 scripts/make-vectors.py --floe-known DIR   first check FLOE against its authors' known answers
"""

import base64
import hashlib
import hmac
import json
import pathlib
import re
import sys
import unicodedata

try:
    from cryptography.exceptions import InvalidSignature, InvalidTag
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec, mlkem, utils
    from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM
    from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
except ImportError as problem:
    sys.exit(f"make-vectors needs the Python package 'cryptography', 48 or later (pip install cryptography): {problem}")

OUTPUT = pathlib.Path(__file__).resolve().parent.parent / "shared" / "crypto" / "vectors.json"

LABELS = [
    "sealdrop/v1/share", "sealdrop/v1/commit", "sealdrop/v1/header-mac", "sealdrop/v1/manifest-key",
    "sealdrop/v1/proof-key", "sealdrop/v1/access", "sealdrop/v1/owner", "sealdrop/v1/share-id",
    "sealdrop/v1/identity", "sealdrop/v1/sig/card", "sealdrop/v1/sig/header", "sealdrop/v1/sig/succession",
    "sealdrop/v1/owner-box", "sealdrop/v1/stanza/person", "sealdrop/v1/stanza/link",
    "sealdrop/v1/stanza/link-passphrase", "sealdrop/v1/stanza/link-known", "sealdrop/v1/manifest-aad",
    "sealdrop/v1/body", "sealdrop/v1/link-check", "sealdrop/v1/inbox-check", "sealdrop/v1/request-box", "sealdrop/v1/backup-key",
    "sealdrop/v1/backup-commit", "sealdrop/v1/backup-aad", "sealdrop/v1/backup-check", "sealdrop/v1/tab",
    "sealdrop/v1/vault", "sealdrop/v1/segment-ivs", "sealdrop/v1/upload", "sealdrop/v1/upload-parts",
    "sealdrop/v1/download", "sealdrop/v1/staged",
]

MAX_UINT = 2**53 - 1
MAX_HEADER = 1 << 20
MAX_MANIFEST = 16 << 20
MAX_STANZAS = 256
MAX_STANZA = 4096
MAX_CARD = 8192
MAX_SEGMENTS = 1 << 22
MAX_FILES = 100_000
MAX_PATH = 1024
MAX_NOTE = 4096
MAX_NAME = 64
MAX_FRAGMENT = 128
MAX_BACKUP = 16_384
MAX_BACKUP_TEXT = 2048
MAX_SUCCESSION = 4096
SEGMENT = 262_144
FLOE_OVERHEAD = 32
FLOE_HEADER = 74
ROTATION_MASK = 20
SPKI_PREFIX = bytes.fromhex("3076301006072a8648ce3d020106052b8104002203620004")
P384_ORDER = int("ffffffffffffffffffffffffffffffffffffffffffffffffc7634d81f4372ddf581a0db248b0a77aecec196accc52973", 16)


class Refused(Exception):
    """A reader's refusal; its text is one of the format's error codes."""


def require(condition, code="damaged"):
    if not condition:
        raise Refused(code)


# Bytes, hashes and the stand-in for randomness

def be(value, length):
    return value.to_bytes(length, "big")


def label(name, *fields):
    assert name in LABELS, name
    return name.encode("ascii") + b"\x00" + b"".join(fields)


def sha256(data):
    return hashlib.sha256(data).digest()


def made(name, length):
    """The bytes that stand for random ones: SHA-256("sealdrop test vectors" 00 name 00 counter) for 0, 1, ..."""
    seed = b"sealdrop test vectors\x00" + name.encode() + b"\x00"
    blocks = b"".join(sha256(seed + be(i, 4)) for i in range(-(-length // 32)))
    return blocks[:length]


def mac256(key, data):
    return hmac.new(key, data, hashlib.sha256).digest()


def extract(salt, ikm, algorithm="sha256"):
    return hmac.new(salt or bytes(hashlib.new(algorithm).digest_size), ikm, algorithm).digest()


def expand(prk, info, length, algorithm="sha256"):
    output, block, counter = b"", b"", 1
    while len(output) < length:
        block = hmac.new(prk, block + info + bytes([counter]), algorithm).digest()
        output, counter = output + block, counter + 1
    return output[:length]


def hkdf(ikm, salt, info, length=32):
    return expand(extract(salt, ikm), info, length)


def seal(key, iv, plaintext, aad=b""):
    return AESGCM(key).encrypt(iv, plaintext, aad)


def unseal(key, iv, ciphertext, aad=b""):
    return AESGCM(key).decrypt(iv, ciphertext, aad)


# CBOR: RFC 8949 section 4.2.1, five major types and null

def head(major, value):
    assert 0 <= value <= MAX_UINT
    for extra, length in ((24, 1), (25, 2), (26, 4), (27, 8)):
        if value < 24:
            return bytes([major << 5 | value])
        if value < 1 << 8 * length:
            return bytes([major << 5 | extra]) + be(value, length)
    raise AssertionError


def cbor(value):
    if value is None:
        return b"\xf6"
    if isinstance(value, bool):
        raise TypeError("booleans are not part of the format")
    if isinstance(value, int):
        return head(0, value)
    if isinstance(value, bytes):
        return head(2, len(value)) + value
    if isinstance(value, str):
        return head(3, len(value.encode())) + value.encode()
    if isinstance(value, list):
        return head(4, len(value)) + b"".join(map(cbor, value))
    if isinstance(value, dict):
        entries = sorted((cbor(key), cbor(item)) for key, item in value.items())
        return head(5, len(value)) + b"".join(key + item for key, item in entries)
    raise TypeError(type(value))


def uncbor(data):
    value, end = uncbor_item(data, 0, 0)
    require(end == len(data))
    return value


def uncbor_item(data, at, depth):
    require(at < len(data))
    if data[at] == 0xF6:
        return None, at + 1
    major, value, at = data[at] >> 5, data[at] & 31, at + 1
    require(major in (0, 2, 3, 4, 5) and value < 28)
    if value >= 24:
        length = 1 << value - 24
        require(at + length <= len(data))
        value, at = int.from_bytes(data[at:at + length], "big"), at + length
        require(value >= (24 if length == 1 else 1 << 4 * length))
    require(value <= MAX_UINT)
    if major == 0:
        return value, at
    if major in (2, 3):
        require(at + value <= len(data))
        content = data[at:at + value]
        if major == 2:
            return content, at + value
        try:
            text = content.decode("utf-8")
        except UnicodeDecodeError:
            raise Refused("damaged") from None
        require(not text.startswith("\ufeff"))
        return text, at + value
    require(depth < 8 and value <= len(data) - at)
    if major == 4:
        items = []
        for _ in range(value):
            item, at = uncbor_item(data, at, depth + 1)
            items.append(item)
        return items, at
    entries, before = {}, b""
    for _ in range(value):
        start = at
        key, at = uncbor_item(data, at, depth + 1)
        require(isinstance(key, str) and data[start:at] > before)
        before = data[start:at]
        entries[key], at = uncbor_item(data, at, depth + 1)
    return entries, at


# Padding and the geometry of a body

def padme(length):
    if length < 2:
        return length
    exponent = length.bit_length() - 1
    mask = (1 << exponent - exponent.bit_length()) - 1
    return length + mask & ~mask


def framed(content, total):
    assert 4 + len(content) <= total
    return (be(len(content), 4) + content).ljust(total, b"\x00")


def unframed(plaintext, total):
    """The CBOR of a length-prefixed, zero-padded plaintext; total(length) is the size that it must have."""
    require(len(plaintext) >= 4)
    length = int.from_bytes(plaintext[:4], "big")
    require(4 + length <= len(plaintext) and len(plaintext) == total(length))
    require(not any(plaintext[4 + length:]))
    return plaintext[4:4 + length]


def geometry(body_size):
    padded = max(4096, padme(body_size))
    segments = -(-padded // (SEGMENT - FLOE_OVERHEAD))
    require(segments <= MAX_SEGMENTS, "too-large")
    part_segments = 32
    while -(-segments // part_segments) > 10_000:
        part_segments *= 2
    return {"bodySize": body_size, "paddedSize": padded, "segments": segments, "partSegments": part_segments,
            "parts": -(-segments // part_segments), "objectSize": padded + FLOE_OVERHEAD * segments}


# FLOE

class Floe:
    """One FLOE ciphertext's keys; the segment length and the rotation mask vary only for the known answers."""

    def __init__(self, key, aad, iv, segment=SEGMENT, rotation=ROTATION_MASK):
        self.params = b"\x00\x00" + be(segment, 4) + be(32, 4)
        self.aad, self.iv, self.segment, self.rotation = aad, iv, segment, rotation
        self.header = self.params + iv + self.kdf(key, b"HEADER_TAG:", 32)
        self.message_key = self.kdf(key, b"MESSAGE_KEY:", 48)

    def kdf(self, key, purpose, length):
        return expand(key, self.params + self.iv + purpose + self.aad, length, "sha384")

    def aead(self, index):
        masked = index >> self.rotation << self.rotation
        return AESGCM(self.kdf(self.message_key, b"DEK:" + be(masked, 8), 32))

    def seal(self, index, final, iv, plaintext):
        size = len(plaintext) + FLOE_OVERHEAD
        assert size <= self.segment if final else size == self.segment
        length = be(size, 4) if final else b"\xff" * 4
        return length + iv + self.aead(index).encrypt(iv, plaintext, be(index, 8) + bytes([final]))

    def open(self, index, final, segment):
        require(FLOE_OVERHEAD <= len(segment) <= self.segment if final else len(segment) == self.segment)
        require(segment[:4] == (be(len(segment), 4) if final else b"\xff" * 4))
        try:
            return self.aead(index).decrypt(segment[4:16], segment[16:], be(index, 8) + bytes([final]))
        except InvalidTag:
            raise Refused("damaged") from None

    def seal_all(self, plaintext, ivs):
        size = self.segment - FLOE_OVERHEAD
        count = max(1, -(-len(plaintext) // size))
        return [self.seal(i, i == count - 1, ivs(i), plaintext[i * size:(i + 1) * size]) for i in range(count)]

    def open_all(self, body):
        count = max(1, -(-len(body) // self.segment))
        return b"".join(self.open(i, i == count - 1, body[i * self.segment:(i + 1) * self.segment]) for i in range(count))


def floe_from_header(key, aad, header, segment=SEGMENT, rotation=ROTATION_MASK):
    require(len(header) == FLOE_HEADER)
    floe = Floe(key, aad, header[10:42], segment, rotation)
    require(hmac.compare_digest(floe.header, header))
    return floe


def check_floe_known(directory):
    for name, segment, rotation in (("cpp_GCM256_IV256_64", 64, 20), ("cpp_GCM256_IV256_4K", 4096, 20),
                                    ("go_GCM256_IV256_64", 64, 20), ("go_GCM256_IV256_4K", 4096, 20), ("go_rotation", 40, 2)):
        ct, pt = (bytes.fromhex((pathlib.Path(directory) / f"{name}_{kind}.txt").read_text()) for kind in ("ct", "pt"))
        floe = floe_from_header(bytes(32), b"This is AAD", ct[:FLOE_HEADER], segment, rotation)
        assert floe.open_all(ct[FLOE_HEADER:]) == pt, name
        ivs = lambda i: ct[FLOE_HEADER + i * segment + 4:][:12]
        assert floe.header + b"".join(floe.seal_all(pt, ivs)) == ct, name
        print(f"FLOE known answer holds: {name}", file=sys.stderr)


# Keys on P-384, signatures, HPKE base mode (suite 1)

def private_key(name):
    return ec.derive_private_key(int.from_bytes(made(name, 56), "big") % (P384_ORDER - 1) + 1, ec.SECP384R1())


def pkcs8(key):
    return key.private_bytes(serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())


def point(key):
    return key.public_key().public_bytes(serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint)


def spki(key):
    encoded = key.public_key().public_bytes(serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)
    assert encoded == SPKI_PREFIX + point(key)[1:] and len(encoded) == 120
    return encoded


def public_key(encoded):
    require(len(encoded) == 120 and encoded.startswith(SPKI_PREFIX))
    try:
        return ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP384R1(), encoded[23:])
    except ValueError:
        raise Refused("damaged") from None


def sign(key, data):
    r, s = utils.decode_dss_signature(key.sign(data, ec.ECDSA(hashes.SHA384(), deterministic_signing=True)))
    return be(r, 48) + be(s, 48)


def verify(key, signature, data, code):
    require(len(signature) == 96)
    der = utils.encode_dss_signature(int.from_bytes(signature[:48], "big"), int.from_bytes(signature[48:], "big"))
    try:
        key.verify(der, data, ec.ECDSA(hashes.SHA384()))
    except InvalidSignature:
        raise Refused(code) from None


KEM_SUITE = b"KEM" + be(0x0011, 2)
HPKE_SUITE = b"HPKE" + be(0x0011, 2) + be(0x0001, 2) + be(0x0002, 2)


def labeled_extract(suite, salt, name, ikm, algorithm):
    return extract(salt, b"HPKE-v1" + suite + name + ikm, algorithm)


def labeled_expand(suite, prk, name, info, length, algorithm):
    return expand(prk, be(length, 2) + b"HPKE-v1" + suite + name + info, length, algorithm)


def hpke_key(dh, enc, recipient_point, info):
    prk = labeled_extract(KEM_SUITE, b"", b"eae_prk", dh, "sha384")
    shared = labeled_expand(KEM_SUITE, prk, b"shared_secret", enc + recipient_point, 48, "sha384")
    context = b"\x00" + labeled_extract(HPKE_SUITE, b"", b"psk_id_hash", b"", "sha256")
    context += labeled_extract(HPKE_SUITE, b"", b"info_hash", info, "sha256")
    secret = labeled_extract(HPKE_SUITE, shared, b"secret", b"", "sha256")
    return {"sharedSecret": shared, "key": labeled_expand(HPKE_SUITE, secret, b"key", context, 32, "sha256"),
            "baseNonce": labeled_expand(HPKE_SUITE, secret, b"base_nonce", context, 12, "sha256")}


def hpke_seal(recipient_spki, info, plaintext, ephemeral):
    recipient = public_key(recipient_spki)
    enc = point(ephemeral)
    keys = hpke_key(ephemeral.exchange(ec.ECDH(), recipient), enc, recipient_spki[23:], info)
    return {"ephemeral": pkcs8(ephemeral), **keys, "enc": enc, "ct": seal(keys["key"], keys["baseNonce"], plaintext)}


def hpke_open(recipient, enc, ct, info):
    sender = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP384R1(), enc)
    keys = hpke_key(recipient.exchange(ec.ECDH(), sender), enc, point(recipient), info)
    return unseal(keys["key"], keys["baseNonce"], ct)


def hpke_agrees(recipient, sealed, info, plaintext):
    """Also opens with the package's own HPKE, where it has one: the one part here with a third implementation."""
    assert hpke_open(recipient, sealed["enc"], sealed["ct"], info) == plaintext
    try:
        from cryptography.hazmat.primitives import hpke
    except ImportError:
        return
    suite = hpke.Suite(hpke.KEM.P384, hpke.KDF.HKDF_SHA256, hpke.AEAD.AES_256_GCM)
    assert suite.decrypt(sealed["enc"] + sealed["ct"], recipient, info) == plaintext


# Identities and cards

def fingerprint_of(sig, enc, pq):
    return sha256(label("sealdrop/v1/identity", sig, enc, pq or b""))


def digits_of(fingerprint):
    return " ".join(f"{int.from_bytes(fingerprint[i:i + 4], 'big') % 100_000:05d}" for i in range(0, 32, 4))


class Identity:
    def __init__(self, name, created, text, pq=None):
        self.sig, self.enc, self.pq = private_key(name + " signing"), private_key(name + " encryption"), pq
        self.core = cbor({"v": 1, "name": text, "created": created, "sig": spki(self.sig), "enc": spki(self.enc),
                          "pq": pq, "x": {}})
        self.core_sig = sign(self.sig, label("sealdrop/v1/sig/card", self.core))
        self.card = cbor([self.core, self.core_sig])
        self.fingerprint = fingerprint_of(spki(self.sig), spki(self.enc), pq)

    def described(self):
        core = uncbor(self.core)
        return {"name": core["name"], "created": core["created"], "sig": core["sig"], "enc": core["enc"], "pq": core["pq"],
                "sigPrivate": pkcs8(self.sig), "encPrivate": pkcs8(self.enc), "coreSha256": sha256(self.core), "card": self.card, "fingerprint": self.fingerprint, "digits": digits_of(self.fingerprint)}


def keys_are(value, names):
    require(isinstance(value, dict) and set(value) == set(names) and isinstance(value.get("x", {}), dict))


def is_bytes(value, length):
    return isinstance(value, bytes) and len(value) == length


def is_uint(value, low=0, high=MAX_UINT):
    return isinstance(value, int) and low <= value <= high


def version_of(value):
    require(isinstance(value, dict) and is_uint(value.get("v")))
    require(value["v"] == 1, "needs-newer")


def read_card(card):
    require(len(card) <= MAX_CARD)
    outer = uncbor(card)
    require(isinstance(outer, list) and len(outer) == 2 and isinstance(outer[0], bytes) and is_bytes(outer[1], 96))
    core = uncbor(outer[0])
    version_of(core)
    keys_are(core, ["v", "name", "created", "sig", "enc", "pq", "x"])
    require(isinstance(core["name"], str) and len(core["name"]) <= MAX_NAME and is_uint(core["created"]))
    require(is_bytes(core["sig"], 120) and is_bytes(core["enc"], 120) and (core["pq"] is None or is_bytes(core["pq"], 1568)))
    public_key(core["enc"])
    verify(public_key(core["sig"]), outer[1], label("sealdrop/v1/sig/card", outer[0]), "sender-changed")
    return core, fingerprint_of(core["sig"], core["enc"], core["pq"])


# Share id, key schedule, stanzas, links

def share_id_of(fingerprint, r, token_hash):
    commit = sha256(label("sealdrop/v1/owner", fingerprint, r))
    return commit, sha256(label("sealdrop/v1/share-id", commit, token_hash))[:16]


def context(share):
    return be(share["suite"], 2) + share["id"] + be(share["epoch"], 4)


def schedule(s, share):
    salt = label("sealdrop/v1/share", context(share))
    prk = extract(salt, s)
    names = {"commit": "commit", "headerMac": "header-mac", "manifestKey": "manifest-key", "proofKey": "proof-key",
             "access": "access"}
    keys = {key: expand(prk, label("sealdrop/v1/" + name), 32) for key, name in names.items()}
    return {"salt": salt, "prk": prk, **keys, "accessHash": sha256(keys["access"])}


def passphrase_output(passphrase, salt):
    secret = unicodedata.normalize("NFKC", passphrase).encode()
    return Argon2id(salt=salt, length=32, iterations=3, lanes=1, memory_cost=65_536).derive(secret)


def link_known(secret, salt, share):
    return hkdf(secret, salt, label("sealdrop/v1/stanza/link-known", context(share)), 16)


def link_key(secret, salt, share, argon=None):
    name = "sealdrop/v1/stanza/link" if argon is None else "sealdrop/v1/stanza/link-passphrase"
    return hkdf(secret + (argon or b""), salt, label(name, context(share)))


def link_stanza(s, secret, salt, share, argon=None, argon_salt=None):
    ct = seal(link_key(secret, salt, share, argon), bytes(12), s)
    check = link_known(secret, salt, share)
    return [3, salt, check, ct] if argon is None else [4, salt, argon_salt, check, ct]


ALPHABET = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"


def base58(data):
    number, text = int.from_bytes(data, "big"), ""
    while number:
        number, digit = divmod(number, 58)
        text = ALPHABET[digit] + text
    return "1" * (len(data) - len(data.lstrip(b"\x00"))) + text


def unbase58(text):
    number = 0
    for character in text:
        require(character in ALPHABET, "link-cut")
        number = number * 58 + ALPHABET.index(character)
    return bytes(len(text) - len(text.lstrip("1"))) + be(number, -(-number.bit_length() // 8))


def base64url(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def fragment_of(named, payload, check="sealdrop/v1/link-check"):
    return base58(payload + sha256(label(check, named, payload))[:4])


def link_path(share_id, fragment):
    return f"/s/{base64url(share_id)}#{fragment}"


def read_fragment(named, fragment, check="sealdrop/v1/link-check", version=1, size=32):
    require(len(fragment) <= MAX_FRAGMENT, "link-cut")
    data = unbase58(fragment)
    require(len(data) == 1 + size + 4, "link-cut")
    payload, checksum = data[:-4], data[-4:]
    require(checksum == sha256(label(check, named, payload))[:4], "link-cut")
    require(payload[0] == version, "needs-newer")
    return payload[1:]


def person_stanza(name, s, share, card_key):
    """Type 1, with every intermediate value; card_key is the recipient's private encryption key."""
    info = label("sealdrop/v1/stanza/person", context(share))
    sealed = hpke_seal(spki(card_key), info, s, private_key(name + " ephemeral"))
    hpke_agrees(card_key, sealed, info, s)
    return {"info": info, **sealed, "stanza": [1, sealed["enc"], sealed["ct"]]}


# Paths of the manifest

FORBIDDEN = (set('\\:<>"|?*') | {chr(c) for c in [*range(0x20), *range(0x7F, 0xA0), 0xFEFF, 0x061C, 0x200E, 0x200F,
             *range(0x202A, 0x202F), *range(0x2066, 0x206A)]})
DEVICES = ({"CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$"}
           | {name + digit for name in ("COM", "LPT") for digit in "0123456789\u00b9\u00b2\u00b3"})


def ascii_upper(text):
    return "".join(chr(ord(c) - 32) if "a" <= c <= "z" else c for c in text)


def path_fault(path):
    if len(path.encode()) > MAX_PATH:
        return "over 1,024 bytes"
    if any(c in FORBIDDEN for c in path):
        return "forbidden character"
    for part in path.split("/"):
        if part in ("", ".", ".."):
            return "empty, '.' or '..' part"
        if part[-1] in ". ":
            return "part ends in a dot or a space"
        if ascii_upper(part.split(".")[0]) in DEVICES:
            return "device name"
    return None


def paths_fault(paths):
    seen = set(paths)
    if len(seen) != len(paths):
        return "same path twice"
    for path in paths:
        parts = path.split("/")
        if any("/".join(parts[:i]) in seen for i in range(1, len(parts))):
            return "a path is another's folder"
    return None


# Writing a share

def make_body(name, share_id, files):
    plain = b"".join(content for _, content in files)
    sizes = geometry(len(plain))
    key, iv = made(name + " body key", 32), made(name + " body iv", 32)
    floe = Floe(key, label("sealdrop/v1/body", share_id), iv)
    ivs = lambda i: made(f"{name} body segment {i}", 12)
    segments = floe.seal_all(plain.ljust(sizes["paddedSize"], b"\x00"), ivs)
    step = sizes["partSegments"]
    digests = b"".join(sha256(b"".join(segments[i:i + step])) for i in range(0, len(segments), step))
    body = b"".join(segments)
    assert len(segments) == sizes["segments"] and len(body) == sizes["objectSize"]
    return {"bodyKey": key, "iv": iv, "bodyHeader": floe.header, "segmentIvs": [ivs(i) for i in range(len(segments))],
            **sizes, "digests": digests, "object": body}


def make_manifest(name, share, keys, body, files, note, types=(), modified=()):
    content = cbor({"v": 1, **{key: body[key] for key in ("bodyKey", "bodyHeader", "bodySize", "paddedSize", "partSegments",
                                                          "digests")},
                    "files": [{"path": path, "size": len(data), "type": types[i] if types else "", "modified":
                               modified[i] if modified else None, "x": {}} for i, (path, data) in enumerate(files)],
                    "note": note, "x": {}})
    plaintext = framed(content, max(4096, padme(4 + len(content))))
    aad, iv = label("sealdrop/v1/manifest-aad", context(share)), made(name + " manifest iv", 32)
    floe = Floe(keys["manifestKey"], aad, iv)
    ivs = lambda i: made(f"{name} manifest segment {i}", 12)
    segments = floe.seal_all(plaintext, ivs)
    return {"cbor": content, "plaintextSize": len(plaintext), "key": keys["manifestKey"], "aad": aad, "iv": iv,
            "segmentIvs": [ivs(i) for i in range(len(segments))], "object": floe.header + b"".join(segments)}


def make_owner_box(name, share, owner, contents, stanza_count):
    info = label("sealdrop/v1/owner-box", context(share))
    plaintext = framed(cbor(contents), 512 + 34 * stanza_count)
    sealed = hpke_seal(spki(owner.enc), info, plaintext, private_key(name + " owner box ephemeral"))
    hpke_agrees(owner.enc, sealed, info, plaintext)
    return {"info": info, "plaintext": plaintext, **sealed}


def finish_header(name, core, keys, signer, r, sig=None):
    """Signs, proves and seals a core; sig replaces the signature in the vectors that must be refused."""
    message = label("sealdrop/v1/sig/header", signer.fingerprint, core)
    sig = sig or sign(signer.sig, message)
    plain = cbor({"card": signer.card, "r": r, "sig": sig})
    iv = made(name + " proof iv", 12)
    proof = iv + seal(keys["proofKey"], iv, plain)
    mac = mac256(keys["headerMac"], cbor([core, proof]))
    return {"core": core, "signatureInput": message, "signature": sig, "proofIv": iv, "proofPlaintext": plain,
            "proof": proof, "mac": mac, "header": cbor([core, proof, mac])}


def make_share(name, owner, files, note, created, passphrase=None, people=(), deliver=0, types=(), modified=()):
    """A whole share: by link, or where people are given for them alone."""
    token, r, s, secret = (made(f"{name} {what}", size) for what, size in
                           (("owner token", 32), ("owner r", 16), ("share secret", 32), ("link secret", 32)))
    token_hash = sha256(token)
    owner_commit, share_id = share_id_of(owner.fingerprint, r, token_hash)
    share = {"suite": 1, "id": share_id, "epoch": 1}
    keys = schedule(s, share)
    argon_salt = made(name + " argon salt", 16) if passphrase else None
    argon = passphrase_output(passphrase, argon_salt) if passphrase else None
    stanzas = [person_stanza(f"{name} stanza {i}", s, share, person.enc)["stanza"] for i, person in enumerate(people)]
    if not people:
        stanzas = [link_stanza(s, secret, made(name + " stanza salt", 16), share, argon, argon_salt)]
    body = make_body(name, share_id, files)
    manifest = make_manifest(name, share, keys, body, files, note, types, modified)
    contents = {"token": token, "r": r, "s": s, "link": None if people else secret,
                "argon": [argon_salt, argon] if passphrase else None, "people": [person.fingerprint for person in people]}
    box = make_owner_box(name, share, owner, contents, len(stanzas))
    fields = {"v": 1, **share, "rev": 1, "created": created, "deliver": deliver, "commit": keys["commit"], "tokenHash": token_hash,
              "manifest": sha256(manifest["object"]), "manifestSize": len(manifest["object"]), "stanzas": stanzas,
              "ownerBox": {"enc": box["enc"], "ct": box["ct"]}, "x": {}}
    header = finish_header(name, cbor(fields), keys, owner, r)
    return {"name": name, "owner": owner, "id": share_id, "share": share, "s": s, "secret": secret, "r": r, "token": token,
            "tokenHash": token_hash, "ownerCommit": owner_commit, "keys": keys, "passphrase": passphrase, "box": box,
            "contents": contents, "fields": fields, "body": body, "manifest": manifest, "headerParts": header,
            "header": header["header"], "files": files, "note": note,
            "fragment": "" if people else fragment_of(share_id, b"\x01" + secret)}


# Reading a share: the order of checks of docs/format.md

STANZA_LENGTHS = {1: [97, 48], 2: [1665, 48], 3: [16, 16, 48], 4: [16, 16, 16, 48]}
CORE_KEYS = ["v", "suite", "id", "epoch", "rev", "created", "deliver", "commit", "tokenHash", "manifest", "manifestSize",
             "stanzas", "ownerBox", "x"]


def read_core(data):
    core = uncbor(data)
    version_of(core)
    require(is_uint(core.get("suite")))
    require(core["suite"] == 1, "needs-newer")
    keys_are(core, CORE_KEYS)
    require(is_bytes(core["id"], 16) and is_uint(core["epoch"], 1, 2**32 - 1) and is_uint(core["rev"], 1))
    require(is_uint(core["created"]) and is_uint(core["deliver"], 0, 1))
    require(all(is_bytes(core[key], 32) for key in ("commit", "tokenHash", "manifest")))
    require(is_uint(core["manifestSize"], FLOE_HEADER + FLOE_OVERHEAD + 4096, MAX_MANIFEST))
    stanzas = core["stanzas"]
    require(isinstance(stanzas, list) and len(stanzas) <= MAX_STANZAS)
    for stanza in stanzas:
        require(isinstance(stanza, list) and stanza and is_uint(stanza[0]) and len(cbor(stanza)) <= MAX_STANZA)
        lengths = STANZA_LENGTHS.get(stanza[0])
        require(lengths is None or len(stanza) == 1 + len(lengths) and all(map(is_bytes, stanza[1:], lengths)))
    types = [stanza[0] for stanza in stanzas]
    require(types.count(3) + types.count(4) <= 1)
    if core["deliver"] == 1:
        require(core["epoch"] == core["rev"] == 1 and len(types) == 1 and types[0] in (1, 2))
    keys_are(core["ownerBox"], ["enc", "ct"])
    require(is_bytes(core["ownerBox"]["enc"], 97))
    require(is_bytes(core["ownerBox"]["ct"], 512 + 34 * len(stanzas) + 16))
    return core


def secret_by_link(core, secret, passphrase):
    newer = any(stanza[0] not in STANZA_LENGTHS for stanza in core["stanzas"])
    replaced = "needs-newer" if newer else "link-replaced"
    stanza = next((stanza for stanza in core["stanzas"] if stanza[0] in (3, 4)), None)
    require(stanza is not None, replaced)
    require(stanza[-2] == link_known(secret, stanza[1], core), replaced)
    argon = passphrase_output(passphrase or "", stanza[2]) if stanza[0] == 4 else None
    try:
        return unseal(link_key(secret, stanza[1], core, argon), bytes(12), stanza[-1])
    except InvalidTag:
        raise Refused("wrong-passphrase" if stanza[0] == 4 else "damaged") from None


def secret_by_people(core, private_keys):
    found = []
    for stanza in core["stanzas"]:
        for key in private_keys if stanza[0] == 1 else ():
            try:
                found.append(hpke_open(key, stanza[1], stanza[2], label("sealdrop/v1/stanza/person", context(core))))
            except (InvalidTag, ValueError):
                continue
    types = [stanza[0] for stanza in core["stanzas"]]
    newer = any(kind == 2 or kind not in STANZA_LENGTHS for kind in types)
    require(all(len(s) == 32 and schedule(s, core)["commit"] == core["commit"] for s in found))
    require(found, "needs-newer" if newer else "not-addressed" if 1 in types else "link-cut")
    return found[0]


def open_header(header, share_id, fragment, passphrase=None, private_keys=()):
    """Steps 1 to 7 for a link, or without a fragment for the holder of private encryption keys."""
    secret = read_fragment(share_id, fragment) if fragment else None
    require(len(header) <= MAX_HEADER)
    outer = uncbor(header)
    require(isinstance(outer, list) and len(outer) == 3 and all(isinstance(item, bytes) for item in outer))
    core_bytes, proof, mac = outer
    require(len(mac) == 32 and len(proof) >= 28)
    core = read_core(core_bytes)
    require(core["id"] == share_id)
    s = secret_by_link(core, secret, passphrase) if secret else secret_by_people(core, private_keys)
    require(len(s) == 32)
    keys = schedule(s, core)
    require(keys["commit"] == core["commit"])
    require(mac == mac256(keys["headerMac"], cbor([core_bytes, proof])))
    return core, keys, check_proof(core, core_bytes, proof, keys)


def check_proof(core, core_bytes, proof, keys):
    try:
        plain = uncbor(unseal(keys["proofKey"], proof[:12], proof[12:]))
    except InvalidTag:
        raise Refused("damaged") from None
    keys_are(plain, ["card", "r", "sig"])
    require(isinstance(plain["card"], bytes) and is_bytes(plain["r"], 16) and is_bytes(plain["sig"], 96))
    card, fingerprint = read_card(plain["card"])
    require(share_id_of(fingerprint, plain["r"], core["tokenHash"])[1] == core["id"], "sender-changed")
    verify(public_key(card["sig"]), plain["sig"], label("sealdrop/v1/sig/header", fingerprint, core_bytes), "damaged")
    return card, fingerprint


def open_manifest(core, keys, sealed):
    require(len(sealed) == core["manifestSize"] and sha256(sealed) == core["manifest"])
    floe = floe_from_header(keys["manifestKey"], label("sealdrop/v1/manifest-aad", context(core)), sealed[:FLOE_HEADER])
    content = unframed(floe.open_all(sealed[FLOE_HEADER:]), lambda length: max(4096, padme(4 + length)))
    manifest = uncbor(content)
    version_of(manifest)
    keys_are(manifest, ["v", "bodyKey", "bodyHeader", "bodySize", "paddedSize", "partSegments", "digests", "files", "note", "x"])
    require(is_bytes(manifest["bodyKey"], 32) and is_bytes(manifest["bodyHeader"], FLOE_HEADER))
    require(isinstance(manifest["files"], list) and len(manifest["files"]) <= MAX_FILES)
    for file in manifest["files"]:
        keys_are(file, ["path", "size", "type", "modified", "x"])
        require(isinstance(file["path"], str) and path_fault(file["path"]) is None and is_uint(file["size"]))
        require(isinstance(file["type"], str) and (file["modified"] is None or is_uint(file["modified"])))
    require(paths_fault([file["path"] for file in manifest["files"]]) is None)
    require(is_uint(manifest["bodySize"]) and manifest["bodySize"] == sum(file["size"] for file in manifest["files"]))
    sizes = geometry(manifest["bodySize"])
    require(manifest["paddedSize"] == sizes["paddedSize"] and manifest["partSegments"] == sizes["partSegments"])
    require(is_bytes(manifest["digests"], 32 * sizes["parts"]))
    require(isinstance(manifest["note"], str) and len(manifest["note"].encode()) <= MAX_NOTE)
    return manifest, sizes


def open_body(manifest, sizes, share_id, body):
    require(len(body) == sizes["objectSize"])
    step = sizes["partSegments"] * SEGMENT
    for part in range(sizes["parts"]):
        require(sha256(body[part * step:(part + 1) * step]) == manifest["digests"][32 * part:32 * part + 32])
    floe = floe_from_header(manifest["bodyKey"], label("sealdrop/v1/body", share_id), manifest["bodyHeader"])
    plain = floe.open_all(body)
    require(not any(plain[manifest["bodySize"]:]))
    files, at = [], 0
    for file in manifest["files"]:
        files.append((file["path"], plain[at:at + file["size"]]))
        at += file["size"]
    return files


def open_share(header, manifest, body, share_id, fragment, passphrase=None, private_keys=()):
    core, keys, sender = open_header(header, share_id, fragment, passphrase, private_keys)
    opened, sizes = open_manifest(core, keys, manifest)
    return {"files": open_body(opened, sizes, share_id, body), "note": opened["note"], "sender": sender}


def refusal(action, *arguments):
    try:
        action(*arguments)
    except Refused as refused:
        return str(refused)
    return None


# Key backups

def backup_keys(passphrase, salt):
    argon = passphrase_output(passphrase, salt)
    return {"argon": argon, "key": hkdf(argon, salt, label("sealdrop/v1/backup-key")), "commit": hkdf(argon, salt, label("sealdrop/v1/backup-commit"))}


def make_backup(name, version, plaintext, passphrase):
    salt, iv = made(name + " backup salt", 16), made(name + " backup iv", 12)
    keys = backup_keys(passphrase, salt)
    aad = label("sealdrop/v1/backup-aad", cbor([version, salt, iv, keys["commit"]]))
    sealed = seal(keys["key"], iv, plaintext, aad)
    return {"passphrase": passphrase, "salt": salt, "iv": iv, **keys, "aad": aad, "plaintext": plaintext,
            "file": cbor([version, salt, iv, keys["commit"], sealed])}


def file_plaintext(identity):
    return {"sig": pkcs8(identity.sig), "enc": pkcs8(identity.enc), "seed": None, "card": identity.card}


def compact_plaintext(identity):
    pair = lambda key: be(key.private_numbers().private_value, 48) + point(key)[1:]
    core = uncbor(identity.core)
    return [pair(identity.sig), pair(identity.enc), core["name"], core["created"], identity.core_sig]


def p384_pair(encoded):
    """The private key of 185 bytes of PKCS#8, whose public key must be its own."""
    require(is_bytes(encoded, 185))
    scalar = int.from_bytes(encoded[35:83], "big")
    require(0 < scalar < P384_ORDER)
    key = ec.derive_private_key(scalar, ec.SECP384R1())
    require(pkcs8(key) == encoded)
    return key


def read_backup(data, passphrase):
    require(len(data) <= MAX_BACKUP)
    outer = uncbor(data)
    require(isinstance(outer, list) and outer and is_uint(outer[0]))
    require(outer[0] in (1, 2), "needs-newer")
    require(len(outer) == 5 and all(map(is_bytes, outer[1:4], (16, 12, 32))) and isinstance(outer[4], bytes) and len(outer[4]) > 16)
    version, salt, iv, commit, sealed = outer
    keys = backup_keys(passphrase, salt)
    require(keys["commit"] == commit, "wrong-backup-passphrase")
    try:
        plain = uncbor(unseal(keys["key"], iv, sealed, label("sealdrop/v1/backup-aad", cbor(outer[:4]))))
    except InvalidTag:
        raise Refused("damaged") from None
    if version == 2:
        require(isinstance(plain, list) and len(plain) == 5 and is_bytes(plain[0], 144) and is_bytes(plain[1], 144) and is_bytes(plain[4], 96))
        private = [SPKI_TO_PKCS8[0] + pair[:48] + SPKI_TO_PKCS8[1] + b"\x04" + pair[48:] for pair in plain[:2]]
        sig, enc = map(p384_pair, private)
        core = cbor({"v": 1, "name": plain[2], "created": plain[3], "sig": spki(sig), "enc": spki(enc), "pq": None, "x": {}})
        plain = {"sig": private[0], "enc": private[1], "seed": None, "card": cbor([core, plain[4]])}
    keys_are(plain, ["sig", "enc", "seed", "card"])
    sig, enc = p384_pair(plain["sig"]), p384_pair(plain["enc"])
    try:
        core, fingerprint = read_card(plain["card"])
    except Refused as refused:
        raise Refused("damaged" if str(refused) == "sender-changed" else str(refused)) from None
    require((plain["seed"] is None) == (core["pq"] is None))
    require(plain["seed"] is None, "needs-newer")
    require(core["sig"] == spki(sig) and core["enc"] == spki(enc))
    return plain, fingerprint


SPKI_TO_PKCS8 = (bytes.fromhex("3081b6020100301006072a8648ce3d020106052b8104002204819e30819b0201010430"), bytes.fromhex("a164036200"))


def base32(data):
    return base64.b32encode(data).rstrip(b"=").decode()


def backup_text(data):
    return "SEALDROP-KEY:" + base32(data + sha256(label("sealdrop/v1/backup-check", data))[:4])


def read_backup_text(text):
    require(text.lstrip("\t\n\r ").startswith("SEALDROP-KEY:"), "unsupported-key")
    require(len(text) <= MAX_BACKUP_TEXT)
    letters = re.sub("[\t\n\r ]", "", text)[13:]
    require(re.fullmatch("[A-Z2-7]*", letters))
    try:
        data = base64.b32decode(letters + "=" * (-len(letters) % 8))
    except ValueError:
        raise Refused("damaged") from None
    require(base32(data) == letters and len(data) > 4)
    require(sha256(label("sealdrop/v1/backup-check", data[:-4]))[:4] == data[-4:])
    return data[:-4]


# PEM

def der(tag, *parts):
    body = b"".join(parts)
    size = len(body)
    length = bytes([size]) if size < 128 else bytes([0x81, size]) if size < 256 else b"\x82" + be(size, 2)
    return bytes([tag]) + length + body


def der_integer(value):
    return der(2, be(value, value.bit_length() // 8 + 1))


def oid(text):
    first, second, *rest = map(int, text.split("."))
    body = bytes([40 * first + second])
    for arc in rest:
        septets = [arc & 127]
        while arc := arc >> 7:
            septets.insert(0, 128 | arc & 127)
        body += bytes(septets)
    return der(6, body)


AES_CBC = {bits: oid(f"2.16.840.1.101.3.4.1.{arc}") for bits, arc in ((128, 2), (192, 22), (256, 42))}
PRF = {"sha1": 7, "sha256": 9, "sha384": 10, "sha512": 11}


def encrypted_pkcs8(name, plain, passphrase, rounds=600_000, prf="sha256", bits=256, key_length=None, prf_explicit=True, kdf="1.2.840.113549.1.5.12"):
    salt, iv = made(name + " salt", 16), made(name + " iv", 16)
    key = hashlib.pbkdf2_hmac(prf, passphrase.encode(), salt, max(1, min(rounds, 600_000)), bits // 8)
    padding = 16 - len(plain) % 16
    encryptor = Cipher(algorithms.AES(key), modes.CBC(iv)).encryptor()
    encrypted = encryptor.update(plain + bytes([padding]) * padding) + encryptor.finalize()
    function = der(0x30, oid(f"1.2.840.113549.2.{PRF[prf]}"), der(5)) if prf_explicit else b""
    length = der_integer(key_length) if key_length else b""
    derivation = der(0x30, oid(kdf), der(0x30, der(4, salt), der_integer(rounds), length, function))
    algorithm = der(0x30, oid("1.2.840.113549.1.5.13"), der(0x30, derivation, der(0x30, AES_CBC[bits], der(4, iv))))
    return der(0x30, algorithm, der(4, encrypted))


def pem(kind, data, header=""):
    text = base64.b64encode(data).decode()
    lines = [text[i:i + 64] for i in range(0, len(text), 64)]
    return "\n".join([f"-----BEGIN {kind}-----", *([header] if header else []), *lines, f"-----END {kind}-----", ""])


# Succession, request links, signed requests

def succession_of(old, new, created, sig_old=None, sig_new=None, changes=()):
    core = cbor({"v": 1, "old": old.fingerprint, "new": new.fingerprint, "created": created, "x": {}, **dict(changes)})
    message = label("sealdrop/v1/sig/succession", core)
    sigs = [sig_old or sign(old.sig, message), sig_new or sign(new.sig, message)]
    return {"core": core, "signatureInput": message, "sigOld": sigs[0], "sigNew": sigs[1], "succession": cbor([core, *sigs])}


def read_succession(data, old_card, new_card):
    require(len(data) <= MAX_SUCCESSION)
    outer = uncbor(data)
    require(isinstance(outer, list) and len(outer) == 3 and isinstance(outer[0], bytes) and is_bytes(outer[1], 96) and is_bytes(outer[2], 96))
    core = uncbor(outer[0])
    version_of(core)
    keys_are(core, ["v", "old", "new", "created", "x"])
    require(is_bytes(core["old"], 32) and is_bytes(core["new"], 32) and is_uint(core["created"], 0, 2**40) and core["old"] != core["new"])
    for card, name, sig in ((old_card, "old", outer[1]), (new_card, "new", outer[2])):
        described, fingerprint = read_card(card)
        require(fingerprint == core[name], "sender-changed")
        verify(public_key(described["sig"]), sig, label("sealdrop/v1/sig/succession", outer[0]), "sender-changed")
    return core


INBOX = {"check": "sealdrop/v1/inbox-check", "version": 2, "size": 16}


def request_fragment(fingerprint, payload):
    return fragment_of(fingerprint, payload, INBOX["check"])


def content_digest(body):
    return f"sha-256=:{base64.b64encode(sha256(body)).decode()}:"


def signature_params(components, created, expires, nonce, fingerprint, tag="sealdrop-api-v1"):
    """RFC 9421, section 2.3: an inner list of component names, then the parameters in the profile's order."""
    inner = " ".join(f'"{name}"' for name in components)
    return f'({inner});created={created};expires={expires};nonce="{base64url(nonce)}";keyid="{base64url(fingerprint)}";tag="{tag}"'


def signature_base(values, components, params):
    """RFC 9421, section 2.5."""
    lines = [f'"{name}": {values[name]}' for name in components] + [f'"@signature-params": {params}']
    return "\n".join(lines).encode()


def sign_request(identity, name, method, uri, body, now, lifetime=60):
    values = {"@method": method, "@target-uri": uri, **({"content-digest": content_digest(body)} if body else {})}
    nonce = made(name + " nonce", 16)
    params = signature_params(values, now, now + lifetime, nonce, identity.fingerprint)
    base = signature_base(values, values, params)
    signature = sign(identity.sig, base)
    headers = {"signature-input": "s=" + params, "signature": f"s=:{base64.b64encode(signature).decode()}:"}
    if body:
        headers["content-digest"] = values["content-digest"]
    return {"method": method, "targetUri": uri, "body": body, "now": now, "nonce": nonce, "fingerprint": identity.fingerprint,
            "base": base.decode(), "headers": headers}


INPUT = re.compile(r's=(\(("[a-z@-]+"( "[a-z@-]+")*)\);created=([0-9]+);expires=([0-9]+);nonce="([A-Za-z0-9_-]*)";keyid="([A-Za-z0-9_-]*)";tag="([a-z0-9-]*)")')


def verify_request(request, identities, tolerance=30):
    wrong, headers, body = "wrong-signature", request["headers"], request["body"]
    expected = ["@method", "@target-uri", *(["content-digest"] if body else [])]
    require(headers.get("content-digest") == (content_digest(body) if body else None), wrong)
    match = INPUT.fullmatch(headers.get("signature-input", ""))
    require(match is not None, wrong)
    params, names, _, created, expires, nonce, keyid, tag = match.groups()
    require(names == " ".join(f'"{name}"' for name in expected) and tag == "sealdrop-api-v1", wrong)
    require(str(int(created)) == created and str(int(expires)) == expires and 1 <= int(expires) - int(created) <= 60, wrong)
    for text, size in ((nonce, 16), (keyid, 32)):
        data = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)) if len(text) % 4 != 1 else b""
        require(len(data) == size and base64url(data) == text, wrong)
    signer = next((identity for identity in identities if base64url(identity.fingerprint) == keyid), None)
    signature = re.fullmatch(r"s=:([A-Za-z0-9+/]{128}):", headers.get("signature", ""))
    require(signer is not None and signature is not None, wrong)
    values = {"@method": request["method"], "@target-uri": request["targetUri"], "content-digest": headers.get("content-digest")}
    verify(signer.sig.public_key(), base64.b64decode(signature[1]), signature_base(values, expected, params), wrong)
    require(int(created) <= request["now"] + tolerance and int(expires) >= request["now"] - tolerance, "clock-wrong")
    return signer.fingerprint


# The sections of the file

def padme_section():
    around = [value + step for value in (128, 256, 4096, 65_536, 1 << 20, SEGMENT, 32 * (SEGMENT - 32), 1 << 31, 1 << 32, 1 << 33,
                                         5_000_000_000, 1 << 40, 1 << 45) for step in (-1, 0, 1)]
    return [[length, padme(length)] for length in sorted({*range(71), 9, 1000, 100_000, 123_456_789, 9_999_999_999, *around})]


def geometry_section():
    plain, sizes = SEGMENT - FLOE_OVERHEAD, []
    largest = max(value for value in (padme(MAX_SEGMENTS * plain - step * (1 << 32)) for step in range(64))
                  if value <= MAX_SEGMENTS * plain)
    for around in (4096, plain, SEGMENT, 2 * plain, 32 * plain, 33 * plain, 64 * plain, 1 << 30, 1 << 32):
        sizes += [around - 1, around, around + 1]
    for part in (32, 64, 128, 256):
        edge = 10_000 * part * plain
        sizes += [edge - (edge >> 5), edge + 1, edge + (edge >> 5)]
    sizes += [0, 1, 100, 4095, largest - 1, largest]
    fits = [geometry(size) for size in sorted(set(sizes))]
    too_large = [largest + 1, MAX_SEGMENTS * plain, 1 << 45]
    assert all(refusal(geometry, size) == "too-large" for size in too_large)
    assert {entry["partSegments"] for entry in fits} == {32, 64, 128, 256, 512}
    return {"fits": fits, "tooLarge": too_large}


def cbor_section():
    accept = [cbor(value) for value in (
        0, 23, 24, 255, 256, 65_535, 65_536, 2**32 - 1, 2**32, MAX_UINT, b"", b"\x00", bytes(23), bytes(24), bytes(256), "",
        "a", "\u00fc\u6c34\U00010151", "a\ufeff", "\x00", "e\u0301", [], [1, [2, 3], [4, 5]], list(range(25)), {}, None,
        {"a": 1, "b": [2, None]}, {"b": 1, "aa": 2, "": 0}, {"v": 1, "x": {}, "id": b"", "rev": 2, "epoch": 3}, [[[[[[[[]]]]]]]],
        [[[[[[[[0, b"", "", None]]]]]]]], {"a": {"a": {"a": {"a": {"a": {"a": {"a": {"a": 1}}}}}}}})]
    reject = [
        ("", "nothing"), ("18", "head cut"), ("19 01", "head cut"), ("1b 00 00 00 01", "head cut"), ("42 00", "byte string cut"),
        ("62 61", "text cut"), ("81", "array cut"), ("82 00", "array cut"), ("a1", "map cut"), ("a1 61 61", "map cut"),
        ("00 00", "trailing bytes"), ("f6 f6", "trailing bytes"), ("80 00", "trailing bytes"),
        ("f4", "false"), ("f5", "true"), ("f7", "undefined"), ("e0", "simple value"), ("f0", "simple value"), ("f8 20", "simple value"),
        ("f8 16", "null in two bytes"), ("f9 00 00", "float 16"), ("f9 3c 00", "float 16"), ("fa 3f 80 00 00", "float 32"),
        ("fb 3f f0 00 00 00 00 00 00", "float 64"), ("81 f9 7e 00", "float inside"), ("20", "negative"), ("38 18", "negative"),
        ("3b 00 1f ff ff ff ff ff ff", "negative"), ("c0 60", "tag"), ("c2 41 01", "tag, big integer"), ("d9 d9 f7 00", "tag"),
        ("5f ff", "indefinite byte string"), ("5f 41 00 ff", "indefinite byte string"), ("7f ff", "indefinite text"),
        ("7f 61 61 ff", "indefinite text"), ("9f ff", "indefinite array"), ("bf ff", "indefinite map"), ("ff", "break"), ("81 ff", "break"),
        ("1c", "reserved head"), ("1d", "reserved head"), ("1e", "reserved head"), ("1f", "reserved head"), ("5c", "reserved head"),
        ("18 00", "head not shortest"), ("18 17", "head not shortest"), ("19 00 ff", "head not shortest"),
        ("1a 00 00 ff ff", "head not shortest"), ("1b 00 00 00 00 ff ff ff ff", "head not shortest"), ("58 01 00", "head not shortest"),
        ("78 01 61", "head not shortest"), ("98 01 00", "head not shortest"), ("b8 01 61 61 00", "head not shortest"),
        ("1b 00 20 00 00 00 00 00 00", "over 2^53-1"), ("1b ff ff ff ff ff ff ff ff", "over 2^53-1"),
        ("5b 7f ff ff ff ff ff ff ff", "length over 2^53-1"), ("9b 00 1f ff ff ff ff ff ff", "count of items not there"),
        ("9a ff ff ff ff 00", "count of items not there"), ("ba 7f ff ff ff 60 00", "count of items not there"),
        ("a2 61 61 00 61 61 01", "same key twice"), ("a2 61 62 00 61 61 00", "keys out of order"),
        ("a2 62 61 61 00 61 62 00", "keys out of order"), ("a2 61 61 00 60 00", "keys out of order"), ("a1 00 00", "key not text"),
        ("a1 41 61 00", "key not text"), ("a1 f6 00", "key not text"), ("a1 80 00", "key not text"), ("61 ff", "not UTF-8"),
        ("61 80", "not UTF-8"), ("62 c0 80", "not UTF-8, overlong"), ("63 e0 80 80", "not UTF-8, overlong"),
        ("63 ed a0 80", "not UTF-8, surrogate"), ("64 f4 90 80 80", "not UTF-8, over 10FFFF"), ("62 c3 28", "not UTF-8"),
        ("62 e2 82", "not UTF-8, cut"), ("a1 61 ff 00", "key not UTF-8"), ("63 ef bb bf", "text begins with U+FEFF"),
        ("64 ef bb bf 61", "text begins with U+FEFF"), ("a1 63 ef bb bf 00", "key begins with U+FEFF"),
        ("81" * 8 + "80", "depth 9"), ("a1 61 61" * 8 + "a0", "depth 9"), ("81" * 3 + "a1 61 61" * 5 + "80", "depth 9"),
        ("81" * 500 + "00", "depth 500")]
    reject = [(bytes.fromhex(text), why) for text, why in reject]
    for data in accept:
        assert cbor(uncbor(data)) == data
    for data, why in reject:
        assert refusal(uncbor, data) == "damaged", why
    return {"accept": accept, "reject": [{"hex": data, "why": why} for data, why in reject]}


def content(size, seed):
    """Test content by a rule: byte k is (31 k + (k >> 8) + 7 (k >> 16) + seed) mod 256."""
    return bytes((31 * k + (k >> 8) + 7 * (k >> 16) + seed) & 255 for k in range(size))


def floe_section():
    entries = []
    for name, segment, rotation, size in (
            ("empty", 64, 20, 0), ("one short", 64, 20, 31), ("one full", 64, 20, 32), ("two", 64, 20, 33), ("three full", 64, 20, 96),
            ("rotation", 40, 2, 75), ("4K", 4096, 20, 4100)):
        key, iv, aad = made(f"floe {name} key", 32), made(f"floe {name} iv", 32), made(f"floe {name} aad", 21)
        floe, plaintext = Floe(key, aad, iv, segment, rotation), content(size, 5)
        ivs = [made(f"floe {name} segment {i}", 12) for i in range(max(1, -(-size // (segment - 32))))]
        segments = floe.seal_all(plaintext, lambda i: ivs[i])
        assert floe_from_header(key, aad, floe.header, segment, rotation).open_all(b"".join(segments)) == plaintext
        entries.append({"name": name, "segmentLength": segment, "rotationMask": rotation, "key": key, "aad": aad, "iv": iv,
                        "segmentIvs": ivs, "plaintext": plaintext, "header": floe.header, "segments": segments})
    return entries


def card_section(identities):
    base = identities["ada"]
    core = uncbor(base.core)

    def variant(why, code, sig=None, **changes):
        altered = cbor({**core, **changes})
        return {"why": why, "code": code, "card": cbor([altered, sig or sign(base.sig, label("sealdrop/v1/sig/card", altered))])}

    compressed = bytes.fromhex("3046301006072a8648ce3d020106052b81040022033200") + bytes([2]) + core["enc"][24:72]
    off_curve = core["enc"][:-1] + bytes([core["enc"][-1] ^ 1])
    reject = [
        variant("signature of another core", "sender-changed", base.core_sig, name="Mallory"),
        variant("version 2", "needs-newer", v=2), variant("unknown key", "damaged", extra=1),
        variant("version null", "damaged", v=None), variant("compressed point", "damaged", enc=compressed),
        variant("point not on the curve", "damaged", enc=off_curve), variant("pq of the wrong length", "damaged", pq=bytes(1567)),
        variant("name over 64 characters", "damaged", name="n" * 65), variant("x is not a map", "damaged", x=None)]
    without = cbor({key: value for key, value in core.items() if key != "pq"})
    reject.append({"why": "pq left out", "code": "damaged",
                   "card": cbor([without, sign(base.sig, label("sealdrop/v1/sig/card", without))])})
    for entry in reject:
        assert refusal(read_card, entry["card"]) == entry["code"], entry["why"]
    assert refusal(read_card, variant("", "", x={"pad": bytes(8192)})["card"]) == "damaged"
    extra = variant("", "", x={"later": [1, "two"]}, name="n" * 64)["card"]
    read_card(extra)
    accept = [{"identity": name, **identity.described()} for name, identity in identities.items()]
    for identity in identities.values():
        assert read_card(identity.card)[1] == identity.fingerprint
    return {"identities": accept, "accept": [{"why": "entries below x are ignored; a name of 64", "card": extra}], "reject": reject}


def stanza_sections(identities):
    share = {"suite": 1, "id": made("stanza share id", 16), "epoch": 3}
    s, secret, salt = made("stanza s", 32), made("stanza link secret", 32), made("stanza salt", 16)
    common = {"suite": 1, "shareId": share["id"], "epoch": 3, "s": s}
    plain = link_stanza(s, secret, salt, share)
    link = {**common, "linkSecret": secret, "salt": salt, "info": label("sealdrop/v1/stanza/link", context(share)),
            "knownInfo": label("sealdrop/v1/stanza/link-known", context(share)), "key": link_key(secret, salt, share),
            "check": plain[2], "ct": plain[3], "stanza": cbor(plain)}
    passphrase, argon_salt, wrap_salt = "Gr\u00fcn \ufb01\u2460 \u00bd", made("stanza argon salt", 16), made("stanza wrap salt", 16)
    argon = passphrase_output(passphrase, argon_salt)
    locked = link_stanza(s, secret, wrap_salt, share, argon, argon_salt)
    link_passphrase = {**common, "linkSecret": secret, "passphrase": passphrase, "wrapSalt": wrap_salt, "argonSalt": argon_salt,
                       "argon": argon, "info": label("sealdrop/v1/stanza/link-passphrase", context(share)),
                       "key": link_key(secret, wrap_salt, share, argon), "check": locked[3], "ct": locked[4], "stanza": cbor(locked)}
    person = person_stanza("stanza person", s, share, identities["bo"].enc)
    stanza_person = {**common, "recipient": "bo", **person, "stanza": cbor(person["stanza"])}
    return link, link_passphrase, stanza_person


def link_section(share_id, other_id):
    secrets = [made("link zero", 32), bytes(32), b"\xff" * 32, made("link one", 32)]
    ok = [{"shareId": share_id, "linkSecret": secret, "fragment": fragment_of(share_id, b"\x01" + secret),
           "path": link_path(share_id, fragment_of(share_id, b"\x01" + secret))} for secret in secrets]
    good = ok[0]["fragment"]
    changed = good[:9] + ("z" if good[9] != "z" else "y") + good[10:]
    short = b"\x01" + secrets[0][:31]
    refused = [(good[:-1], "last character lost", "link-cut"), (good[:20], "half lost", "link-cut"), (good[1:], "first character lost", "link-cut"),
               (changed, "one character changed", "link-cut"), (good + "1", "one character more", "link-cut"), ("1" + good, "leading 1 added", "link-cut"),
               (good[:-1] + "0", "0 is not in the alphabet", "link-cut"), (good[:-1] + "l", "l is not in the alphabet", "link-cut"),
               (good + ".", "a full stop of the sentence around it", "link-cut"), (good + "%", "percent sign", "link-cut"),
               ("z" * 129, "over 128 characters", "link-cut"), ("1" * 37, "37 zero bytes: wrong checksum", "link-cut"), ("1", "one character", "link-cut"),
               (fragment_of(other_id, b"\x01" + secrets[0]), "of another share", "link-cut"), (fragment_of(share_id, short), "31 bytes of secret", "link-cut"),
               (fragment_of(share_id, b"\x01" + secrets[0] + b"\x00"), "33 bytes of secret", "link-cut"),
               (fragment_of(share_id, b"\x02" + secrets[0][:16]), "length of a request link", "link-cut"),
               (fragment_of(share_id, b"\x02" + secrets[0]), "version 2", "needs-newer"), (fragment_of(share_id, b"\x00" + secrets[0]), "version 0", "needs-newer"),
               (fragment_of(share_id, b"\xff" + secrets[0]), "version 255", "needs-newer")]
    for entry in ok:
        assert read_fragment(share_id, entry["fragment"]) == entry["linkSecret"]
    for fragment, why, code in refused:
        assert refusal(read_fragment, share_id, fragment) == code, why
    return {"ok": ok, "refused": [{"shareId": share_id, "fragment": fragment, "why": why, "code": code} for fragment, why, code in refused]}


def paths_section():
    accept = ["a", "a.txt", "folder/a.txt", "a/b/c/d", ".gitignore", ".a/.b", "a b", " leading space", "a..b", "...a", "-rf", "~", "$HOME", "%00", "'",
              "a\u00e9", "e\u0301", "\u65e5\u672c/\U0001f600.png", "COM", "COMA", "COM10", "LPT", "CONSOLE", "CON-1.txt", "xCON", "a.con", "con .txt",
              "con_", "NULL", "\u00a0", "\u200b", "a\u200d", "\ufffd", "\u00ad", "\ue000", "COM\u00b4", "COM\u0661", "c\u00f6n", "CONIN", "x" * 1024,
              "\u00e9" * 512, "/".join(["a"] * 512)]
    reject = ["", "/", "/a", "a/", "a//b", ".", "..", "./a", "../a", "a/..", "a/./b", "a/../b", "a\\b", "\\a", "C:", "C:/a", "a:b", "a<b", "a>b", 'a"b',
              "a|b", "a?b", "a*b", "a\x00", "a\x01b", "a\tb", "a\nb", "\x1f", "a\x7f", "a\u0080", "a\u009f", "a\ufeff", "\ufeffa", "a\u061cb",
              "a\u200eb", "a\u200fb", "a\u202ab", "a\u202eb.txt", "a\u2066b", "a\u2069b", "a.", "a ", "a./b", "a /b", "a/b.", "a/b ", "...", " ", "a/ /b",
              "CON", "con", "Con.txt", "prn", "AUX.tar.gz", "nul", "NUL.", "CONIN$", "conout$.x", "com0", "COM1", "com9.txt", "LPT0", "lpt5.a", "COM\u00b9",
              "com\u00b2.txt", "LPT\u00b3", "a/con/b", "a/b/nul.txt", "aux/x", "x" * 1025, "\u00e9" * 513]
    accept_sets = [[], ["a"], ["a", "b"], ["a", "A"], ["a/b", "a/c"], ["ab", "a/b"], ["a.b", "a/b"], ["\u00e9", "e\u0301"], ["a/b/c", "a/b/d", "a/c"]]
    reject_sets = [["a", "a"], ["a/b", "c", "a/b"], ["a", "a/b"], ["a/b", "a"], ["a/b/c", "x", "a/b"], ["a/b", "a/b/c/d"], ["a", "a.b", "a/b"]]
    for path in accept:
        assert path_fault(path) is None, path
    for path in reject:
        assert path_fault(path), repr(path)
    assert not any(map(paths_fault, accept_sets)) and all(map(paths_fault, reject_sets))
    return {"accept": accept, "reject": [{"path": path, "why": path_fault(path)} for path in reject], "acceptSets": accept_sets,
            "rejectSets": [{"paths": paths, "why": paths_fault(paths)} for paths in reject_sets]}


def passphrase_section():
    texts = ["correct horse battery staple", "Gr\u00fcn", "Gru\u0308n", "\ufb01x \u2460 \u00bd", " spaces stay ", "\u30d1\u30b9\u30ef\u30fc\u30c9",
             "\uff8a\uff9f\uff7d\uff9c\uff70\uff84\uff9e", "\U0001f511\U0001d400", "a\u00a0b"]
    salt = made("passphrase salt", 16)
    return [{"passphrase": text, "nfkc": unicodedata.normalize("NFKC", text).encode(), "salt": salt,
             "output": passphrase_output(text, salt)} for text in texts]


def body_section():
    share_id, entries = made("body share id", 16), []
    for name, layout in (("several small files", [("a.txt", 100), ("empty", 0), ("folder/b.bin", 2000)]),
                         ("across a segment boundary", [("a.bin", 262_000), ("b.bin", 500), ("c.bin", 40_000)]),
                         ("across a part boundary", [("a.bin", 8_387_000), ("b.bin", 300_000)])):
        files = [(path, content(size, index)) for index, (path, size) in enumerate(layout)]
        body = make_body("body " + name, share_id, files)
        whole = body.pop("object")
        entry = {"name": name, "shareId": share_id, "aad": label("sealdrop/v1/body", share_id), **body, "objectSha256": sha256(whole),
                 "files": [{"path": path, "size": len(data), "seed": index, "sha256": sha256(data)} for index, (path, data) in enumerate(files)]}
        if len(whole) < 10_000:
            entry["object"] = whole
        entries.append(entry)
    return entries


def share_entry(made_share):
    owner = made_share["owner"]
    return {"name": made_share["name"], "shareId": made_share["id"],
            "link": link_path(made_share["id"], made_share["fragment"]), "fragment": made_share["fragment"],
            "passphrase": made_share["passphrase"], "header": made_share["header"], "manifest": made_share["manifest"]["object"],
            "body": made_share["body"]["object"], "note": made_share["note"],
            "files": [{"path": path, "size": len(data), "sha256": sha256(data)} for path, data in made_share["files"]],
            "sender": {"name": uncbor(owner.core)["name"], "fingerprint": owner.fingerprint, "sigPrivate": pkcs8(owner.sig),
                       "encPrivate": pkcs8(owner.enc)},
            "expect": {"epoch": 1, "rev": 1, "created": made_share["fields"]["created"], "linkSecret": made_share["secret"],
                       "s": made_share["s"], "commit": made_share["keys"]["commit"], "access": made_share["keys"]["access"],
                       "token": made_share["token"], "r": made_share["r"], "headerSha256": sha256(made_share["header"]),
                       "coreSha256": sha256(made_share["headerParts"]["core"])}}


def refused_section(first, locked, identities):
    """Headers that must be refused, most of them by somebody who was given the link and so knows every key.

    A header, fragment or passphrase that is null is the share's own.
    """
    entries = []

    def add(share, what, code, header=None, fragment=None, passphrase=None):
        got = refusal(open_header, header or share["header"], share["id"], fragment or share["fragment"], passphrase or share["passphrase"])
        assert got == code, (what, got)
        entries.append({"share": share["name"], "what": what, "code": code, "header": header, "fragment": fragment, "passphrase": passphrase})

    def core_with(what, code, signed=True, **changes):
        core = cbor({**first["fields"], **changes})
        sig = None if signed else first["headerParts"]["signature"]
        add(first, what, code, finish_header("refused " + what, core, first["keys"], first["owner"], first["r"], sig)["header"])

    parts, fields, bo = first["headerParts"], first["fields"], identities["bo"]
    core, proof, mac = parts["core"], parts["proof"], parts["mac"]
    flip = lambda data, at: data[:at] + bytes([data[at] ^ 1]) + data[at + 1:]
    add(first, "mac changed", "damaged", cbor([core, proof, flip(mac, 31)]))
    add(first, "proof changed, mac made anew", "damaged",
        cbor([core, flip(proof, 40), mac256(first["keys"]["headerMac"], cbor([core, flip(proof, 40)]))]))
    add(first, "a byte after the header", "damaged", first["header"] + b"\x00")
    add(first, "header cut", "damaged", first["header"][:-1])
    add(first, "signed by another identity", "sender-changed", finish_header("refused other", core, first["keys"], bo, first["r"])["header"])
    core_with("rev changed, old signature kept", "damaged", False, rev=2)
    core_with("stanza added, old signature kept", "damaged", False, stanzas=[*fields["stanzas"], [1, bytes(97), bytes(48)]],
              ownerBox={**fields["ownerBox"], "ct": bytes(596)})
    core_with("version 2", "needs-newer", v=2)
    core_with("suite 3", "needs-newer", suite=3)
    core_with("unknown key", "damaged", extra=0)
    core_with("epoch 0", "damaged", epoch=0)
    core_with("epoch over four bytes", "damaged", epoch=2**32)
    core_with("epoch 2 with the stanza of epoch 1", "link-replaced", epoch=2)
    core_with("another id", "damaged", id=locked["id"])
    core_with("deliver 1 with a link", "damaged", deliver=1)
    core_with("deliver 2", "damaged", deliver=2)
    core_with("commit of another secret", "damaged", commit=bytes(32))
    core_with("two link stanzas", "damaged", stanzas=fields["stanzas"] * 2, ownerBox={**fields["ownerBox"], "ct": bytes(596)})
    core_with("check of 15 bytes", "damaged", stanzas=[[3, fields["stanzas"][0][1], bytes(15), bytes(48)]])
    core_with("no stanza", "link-replaced", stanzas=[], ownerBox={**fields["ownerBox"], "ct": bytes(528)})
    core_with("only a stanza of unknown type", "needs-newer", stanzas=[[5, b"later", {"any": 1}]])
    assert refusal(read_core, cbor({**fields, "stanzas": [[5, bytes(4096)]]})) == "damaged"
    assert refusal(read_core, cbor({**fields, "stanzas": [[5]] * 257, "ownerBox": {**fields["ownerBox"], "ct": bytes(9266)}})) == "damaged"
    core_with("type 3 with the right check, ciphertext changed", "damaged", stanzas=[[*fields["stanzas"][0][:3], flip(fields["stanzas"][0][3], 0)]])
    core_with("owner box of the wrong length", "damaged", ownerBox={**fields["ownerBox"], "ct": bytes(561)})
    core_with("manifest size over 16 MiB", "damaged", manifestSize=MAX_MANIFEST + 1)
    other = fragment_of(first["id"], b"\x01" + made("another link secret", 32))
    add(first, "link of an earlier epoch", "link-replaced", fragment=other)
    add(locked, "wrong passphrase", "wrong-passphrase", passphrase="not this one")
    add(locked, "another link secret, right passphrase", "link-replaced", fragment=fragment_of(locked["id"], b"\x01" + made("another link secret", 32)))
    return entries


def backup_section(ada, bo):
    passphrase = "Gr\u00fcn \ufb01\u2460 \u00bd"
    plain = file_plaintext(ada)
    whole = make_backup("file", 1, cbor(plain), passphrase)
    assert read_backup(whole["file"], passphrase) == (plain, ada.fingerprint)
    compact = make_backup("compact", 2, cbor(compact_plaintext(ada)), passphrase)
    assert read_backup(compact["file"], passphrase) == (plain, ada.fingerprint)
    text = backup_text(compact["file"])
    assert read_backup_text(text) == compact["file"] and read_backup_text(f" {text[:300]}\r\n\t{text[300:]}\n") == compact["file"]
    outer, refused = uncbor(whole["file"]), []

    def refuse(why, code, data, typed=passphrase):
        assert refusal(read_backup, data, typed) == code, (why, refusal(read_backup, data, typed))
        refused.append({"why": why, "code": code, "file": data, "passphrase": typed})

    def inside(why, code, version=1, **changes):
        refuse(why, code, make_backup("refused " + why, version, cbor({**plain, **changes}), passphrase)["file"])

    flip = lambda data, at: data[:at] + bytes([data[at] ^ 1]) + data[at + 1:]
    changed = lambda place, value: cbor([value if i == place else item for i, item in enumerate(outer)])
    refuse("another passphrase", "wrong-backup-passphrase", whole["file"], "not this one")
    refuse("commit changed", "wrong-backup-passphrase", changed(3, flip(outer[3], 31)))
    refuse("salt changed", "wrong-backup-passphrase", changed(1, flip(outer[1], 0)))
    refuse("iv changed", "damaged", changed(2, flip(outer[2], 0)))
    refuse("ciphertext changed", "damaged", changed(4, flip(outer[4], 100)))
    refuse("ciphertext cut", "damaged", changed(4, outer[4][:-1]))
    refuse("ciphertext a tag alone", "damaged", changed(4, outer[4][:16]))
    refuse("version 1 as version 2", "damaged", changed(0, 2))
    refuse("version 3", "needs-newer", changed(0, 3))
    refuse("version 3 with other fields", "needs-newer", cbor([3]))
    refuse("cut", "damaged", whole["file"][:-1])
    refuse("a byte more", "damaged", whole["file"] + b"\x00")
    refuse("a field more", "damaged", cbor([*outer, None]))
    refuse("salt of 15 bytes", "damaged", changed(1, outer[1][:15]))
    refuse("a text", "damaged", cbor("backup"))
    inside("unknown key", "damaged", extra=0)
    inside("card of somebody else", "damaged", card=Identity("ada 2", 1_750_000_000, "Ada").card)
    inside("keys changed about", "damaged", sig=plain["enc"], enc=plain["sig"])
    inside("public key of another private key", "damaged", enc=plain["enc"][:88] + pkcs8(bo.enc)[88:])
    inside("private number zero", "damaged", sig=plain["sig"][:35] + bytes(48) + plain["sig"][83:])
    inside("PKCS#8 without public key", "damaged", sig=bytes.fromhex("304e020100301006072a8648ce3d020106052b81040022043730350201010430") + plain["sig"][35:83])
    inside("signature of the card changed", "damaged", card=flip(plain["card"], len(plain["card"]) - 1))
    inside("a seed, and none on the card", "damaged", seed=bytes(64))
    inside("with ML-KEM", "needs-newer", sig=pkcs8(bo.sig), enc=pkcs8(bo.enc), seed=made("bo pq seed", 64), card=bo.card)
    inside("a map in version 2", "damaged", version=2)
    refused_texts = []
    for why, bad, code in (("last character lost", text[:-1], "damaged"), ("half lost", text[:400], "damaged"), ("nothing after the colon", text[:13], "damaged"),
                           ("a letter changed", text[:99] + ("A" if text[99] != "A" else "B") + text[100:], "damaged"), ("small letters", text[:13] + text[13:].lower(), "damaged"),
                           ("a character of no base32", text[:99] + "1" + text[100:], "damaged"), ("a letter more", text + "A", "damaged"),
                           ("padding", text + "=", "damaged"), ("over 2,048 characters", text + " " * 2048, "damaged"),
                           ("another text", "https://host/s/x", "unsupported-key"), ("prefix in small letters", "sealdrop-key:" + text[13:], "unsupported-key"),
                           ("nothing", "", "unsupported-key")):
        assert refusal(read_backup_text, bad) == code, why
        refused_texts.append({"why": why, "code": code, "text": bad})
    return {"identity": "ada", "file": whole, "compact": {**compact, "text": text}, "refused": refused, "refusedTexts": refused_texts}


def pem_section(ada, bo):
    """Every private key in it is Ada's encryption key."""
    key, passphrase = ada.enc, "Gr\u00fcn pass"
    plain, public = pkcs8(key), spki(key)
    scalar, bits = plain[35:83], der(3, b"\x00", point(key))
    ec_oid, p384, p256 = oid("1.2.840.10045.2.1"), oid("1.3.132.0.34"), oid("1.2.840.10045.3.1.7")
    sec1 = lambda curve=p384, public=bits, number=scalar: der(0x30, der_integer(1), der(4, number), der(0xA0, curve) if curve else b"", der(0xA1, public) if public else b"")
    wrap = lambda inner, curve=p384, kind=ec_oid, version=0, after=b"": der(0x30, der_integer(version), der(0x30, kind, curve), der(4, inner), after)
    assert wrap(sec1(None)) == plain
    compressed = der(3, b"\x00", bytes([2 + (public[-1] & 1)]), public[24:72])
    locked = lambda name, data=plain, **options: encrypted_pkcs8(name, data, passphrase, **{"rounds": 1000, **options})
    ours = encrypted_pkcs8("pem", plain, passphrase)
    for data in (ours, locked("pem load", prf="sha1", prf_explicit=False, bits=128), locked("pem load 2", prf="sha512", bits=192)):
        assert pkcs8(serialization.load_der_private_key(data, passphrase.encode())) == plain
    accept = [("encrypted as Sealdrop writes it", pem("ENCRYPTED PRIVATE KEY", ours), passphrase), ("PKCS#8", pem("PRIVATE KEY", plain), None),
              ("PKCS#8, the curve named inside too", pem("PRIVATE KEY", wrap(sec1())), None),
              ("PKCS#8 with attributes", pem("PRIVATE KEY", wrap(sec1(None), after=der(0xA0, der(0x30, oid("2.5.29.15"), der(0x31, der(3, b"\x03\x08")))))), None),
              ("SEC1", pem("EC PRIVATE KEY", sec1()), None), ("SEC1 after its parameters", pem("EC PARAMETERS", p384) + pem("EC PRIVATE KEY", sec1()), None),
              ("text around, CRLF", "Bag Attributes\r\n    friendlyName: - x -\r\n" + pem("PRIVATE KEY", plain).replace("\n", "\r\n") + "end", None),
              ("a certificate beside it", pem("CERTIFICATE", b"\x30\x00") + pem("PRIVATE KEY", plain), None),
              ("SHA-1 by default, AES-128", pem("ENCRYPTED PRIVATE KEY", locked("pem sha1", prf="sha1", prf_explicit=False, bits=128)), passphrase),
              ("SHA-384, length of the key", pem("ENCRYPTED PRIVATE KEY", locked("pem sha384", prf="sha384", key_length=32)), passphrase),
              ("SHA-512", pem("ENCRYPTED PRIVATE KEY", locked("pem sha512", prf="sha512", bits=128)), passphrase)]
    # These two are no duty of a reader: WebCrypto need not know AES-192, nor compute a public key.
    optional = [("AES-192", pem("ENCRYPTED PRIVATE KEY", locked("pem aes192", bits=192)), passphrase),
                ("PKCS#8 without public key", pem("PRIVATE KEY", wrap(sec1(None, None))), None), ("SEC1 without public key", pem("EC PRIVATE KEY", sec1(p384, None)), None)]
    for _, text, typed in accept + optional:
        block = text[text.index("-----BEGIN E" if "BEGIN EC PRIV" in text or "BEGIN ENC" in text else "-----BEGIN PRIVATE"):]
        block = block[block.index("-----BEGIN EC PRIV"):] if "BEGIN EC PRIV" in block else block
        assert pkcs8(serialization.load_pem_private_key(block.encode(), typed.encode() if typed else None)) == plain
    explicit = der(0x30, der_integer(1), der(0x30, oid("1.2.840.10045.1.1"), der_integer(2**384 - 2**128 - 2**96 + 2**32 - 1)))
    whole, broken = pem("PRIVATE KEY", plain), pem("ENCRYPTED PRIVATE KEY", ours)
    cut = lambda text, count: text[:len(text) - count]
    garbled = bytearray(ours)
    garbled[-120] ^= 1
    refuse = [
        ("another passphrase", broken, "not this one", "wrong-backup-passphrase"), ("empty passphrase", broken, "", "wrong-backup-passphrase"),
        ("encryption edited in the private number", pem("ENCRYPTED PRIVATE KEY", bytes(garbled)), passphrase, "damaged"),
        ("encrypted: cut", pem("ENCRYPTED PRIVATE KEY", ours[:-1]), passphrase, "damaged"), ("encrypted: a byte more", pem("ENCRYPTED PRIVATE KEY", ours + b"\x00"), passphrase, "damaged"),
        ("encryption not in whole blocks", pem("ENCRYPTED PRIVATE KEY", der(0x30, ours[4:4 + 102], der(4, bytes(15)))), passphrase, "damaged"),
        ("no iterations", pem("ENCRYPTED PRIVATE KEY", locked("pem none", rounds=0)), passphrase, "damaged"),
        ("2^64 iterations", pem("ENCRYPTED PRIVATE KEY", locked("pem most", rounds=2**64)), passphrase, "unsupported-key"),
        ("10,000,001 iterations", pem("ENCRYPTED PRIVATE KEY", locked("pem many", rounds=10_000_001)), passphrase, "unsupported-key"),
        ("scrypt", pem("ENCRYPTED PRIVATE KEY", locked("pem scrypt", kdf="1.3.6.1.4.1.11591.4.11")), passphrase, "unsupported-key"),
        ("PBES1", pem("ENCRYPTED PRIVATE KEY", der(0x30, der(0x30, oid("1.2.840.113549.1.12.1.3"), der(0x30, der(4, bytes(8)), der_integer(2048))), der(4, bytes(192)))), passphrase, "unsupported-key"),
        ("encryption of old", pem("EC PRIVATE KEY", sec1(), "Proc-Type: 4,ENCRYPTED\nDEK-Info: AES-256-CBC,4EAE41846F23F1133B1206C98C7FF733\n"), passphrase, "unsupported-key"),
        ("no end", cut(whole, 30), None, "damaged"), ("lines lost", whole[:100] + whole[-26:], None, "damaged"), ("no base64", whole[:60] + "*" + whole[61:], None, "damaged"),
        ("cut inside", pem("PRIVATE KEY", plain[:-1]), None, "damaged"), ("a byte more", pem("PRIVATE KEY", plain + b"\x00"), None, "damaged"),
        ("public key of another", pem("PRIVATE KEY", plain[:88] + point(bo.enc)), None, "damaged"), ("point not on the curve", pem("PRIVATE KEY", plain[:-1] + bytes([plain[-1] ^ 1])), None, "damaged"),
        ("private number zero", pem("PRIVATE KEY", wrap(sec1(None, number=bytes(48)))), None, "damaged"), ("private number of 49 bytes", pem("PRIVATE KEY", wrap(sec1(None, number=b"\x00" + scalar))), None, "damaged"),
        ("length not shortest", pem("PRIVATE KEY", b"\x30\x82\x00\xb6" + plain[3:]), None, "damaged"), ("indefinite length", pem("PRIVATE KEY", b"\x30\x80" + plain[3:] + bytes(2)), None, "damaged"),
        ("compressed point", pem("PRIVATE KEY", wrap(sec1(None, compressed))), None, "unsupported-key"), ("explicit parameters", pem("PRIVATE KEY", wrap(sec1(None), explicit)), None, "unsupported-key"),
        ("P-256", pem("PRIVATE KEY", wrap(sec1(None), p256)), None, "unsupported-key"), ("RSA", pem("PRIVATE KEY", wrap(sec1(None), der(5), oid("1.2.840.113549.1.1.1"))), None, "unsupported-key"),
        ("Ed25519", pem("PRIVATE KEY", der(0x30, der_integer(0), der(0x30, oid("1.3.101.112")), der(4, der(4, bytes(32))))), None, "unsupported-key"),
        ("PKCS#8 version 1", pem("PRIVATE KEY", wrap(sec1(None), version=1)), None, "unsupported-key"), ("SEC1 without a curve", pem("EC PRIVATE KEY", sec1(None)), None, "unsupported-key"),
        ("SEC1, P-256", pem("EC PRIVATE KEY", sec1(p256)), None, "unsupported-key"), ("RSA of old", pem("RSA PRIVATE KEY", b"\x30\x00"), None, "unsupported-key"),
        ("OpenSSH", pem("OPENSSH PRIVATE KEY", b"openssh-key-v1\x00"), None, "unsupported-key"), ("a public key", pem("PUBLIC KEY", public), None, "unsupported-key"),
        ("two private keys", whole + whole, None, "unsupported-key"), ("no PEM", "hello", None, "unsupported-key")]
    return {"pkcs8": plain, "spki": public, "publicPem": pem("PUBLIC KEY", public), "accept": [{"why": why, "pem": text, "passphrase": typed} for why, text, typed in accept],
            "optional": [{"why": why, "pem": text, "passphrase": typed} for why, text, typed in optional],
            "reject": [{"why": why, "pem": text, "passphrase": typed, "code": code} for why, text, typed, code in refuse]}


def succession_section(identities):
    ada, bo, one_off = identities["ada"], identities["bo"], identities["oneOff"]
    good = succession_of(ada, bo, 1_750_000_300)
    assert read_succession(good["succession"], ada.card, bo.card)["created"] == 1_750_000_300
    flip = lambda data, at: data[:at] + bytes([data[at] ^ 1]) + data[at + 1:]
    refused = []
    for why, code, entry, old, new in (
            ("signature of the old changed", "sender-changed", succession_of(ada, bo, 1_750_000_300, sig_old=flip(good["sigOld"], 95)), "ada", "bo"),
            ("signature of the new changed", "sender-changed", succession_of(ada, bo, 1_750_000_300, sig_new=flip(good["sigNew"], 0)), "ada", "bo"),
            ("signatures changed about", "sender-changed", succession_of(ada, bo, 1_750_000_300, sig_old=good["sigNew"], sig_new=good["sigOld"]), "ada", "bo"),
            ("signed by the old alone", "sender-changed", succession_of(ada, bo, 1_750_000_300, sig_new=good["sigOld"]), "ada", "bo"),
            ("signatures of another core", "sender-changed", succession_of(ada, bo, 1_750_000_301, good["sigOld"], good["sigNew"]), "ada", "bo"),
            ("cards changed about", "sender-changed", good, "bo", "ada"), ("another card", "sender-changed", good, "ada", "oneOff"),
            ("one identity twice", "damaged", succession_of(ada, ada, 1_750_000_300), "ada", "ada"),
            ("version 2", "needs-newer", succession_of(ada, bo, 1_750_000_300, changes={"v": 2}), "ada", "bo"), ("unknown key", "damaged", succession_of(ada, bo, 1_750_000_300, changes={"extra": 0}), "ada", "bo"),
            ("fingerprint of 31 bytes", "damaged", succession_of(ada, bo, 1_750_000_300, changes={"old": ada.fingerprint[:31]}), "ada", "bo"),
            ("x is not a map", "damaged", succession_of(ada, bo, 1_750_000_300, changes={"x": None}), "ada", "bo"), ("created over 2^40", "damaged", succession_of(ada, bo, 2**40 + 1), "ada", "bo"),
            ("over 4,096 bytes", "damaged", succession_of(ada, bo, 1_750_000_300, changes={"x": {"pad": bytes(4096)}}), "ada", "bo")):
        assert refusal(read_succession, entry["succession"], identities[old].card, identities[new].card) == code, why
        refused.append({"why": why, "code": code, "old": old, "new": new, "succession": entry["succession"]})
    return {"old": "ada", "new": "bo", "created": 1_750_000_300, **good, "refused": refused}


def request_link_section(ada, bo):
    tokens = [made("inbox token", 16), bytes(16), b"\xff" * 16]
    fingerprint = ada.fingerprint
    ok = [{"fingerprint": fingerprint, "token": token, "fragment": fragment, "path": f"/to/{base64url(fingerprint)}#{fragment}"}
          for token in tokens for fragment in [request_fragment(fingerprint, b"\x02" + token)]]
    good = ok[0]["fragment"]
    changed = good[:9] + ("z" if good[9] != "z" else "y") + good[10:]
    refused = [(good[:-1], "last character lost", "link-cut"), (good[1:], "first character lost", "link-cut"), (changed, "one character changed", "link-cut"),
               ("", "nothing", "link-cut"), ("z" * 129, "over 128 characters", "link-cut"), (good + "0", "0 is not in the alphabet", "link-cut"),
               (request_fragment(bo.fingerprint, b"\x02" + tokens[0]), "of another identity", "link-cut"), (request_fragment(fingerprint, b"\x02" + tokens[0][:15]), "15 bytes of token", "link-cut"),
               (request_fragment(fingerprint, b"\x02" + tokens[0] + b"\x00"), "17 bytes of token", "link-cut"), (fragment_of(fingerprint, b"\x02" + tokens[0]), "checksum of a share's link", "link-cut"),
               (fragment_of(fingerprint, b"\x01" + made("link zero", 32)), "a share's fragment", "link-cut"), (request_fragment(fingerprint, b"\x01" + tokens[0]), "version 1", "needs-newer"),
               (request_fragment(fingerprint, b"\x03" + tokens[0]), "version 3", "needs-newer")]
    for entry in ok:
        assert read_fragment(fingerprint, entry["fragment"], **INBOX) == entry["token"]
    for fragment, why, code in refused:
        assert refusal(lambda: read_fragment(fingerprint, fragment, **INBOX)) == code, why
    return {"ok": ok, "refused": [{"fingerprint": fingerprint, "fragment": fragment, "why": why, "code": code} for fragment, why, code in refused]}


def request_box_section(ada):
    """What the devices of a request link's owner know of it."""
    entries = []
    for name in ("", "Photos \u2615", "\U0001f511" * 64):
        token, info = made("request box token " + name[:1], 16), label("sealdrop/v1/request-box", ada.fingerprint)
        plaintext = framed(cbor({"token": token, "name": name}), 320)
        sealed = hpke_seal(spki(ada.enc), info, plaintext, private_key("request box ephemeral " + name[:1]))
        hpke_agrees(ada.enc, sealed, info, plaintext)
        box = sealed["enc"] + sealed["ct"]
        assert len(box) == 433
        entries.append({"owner": "ada", "token": token, "name": name, "info": info, "plaintext": plaintext, **sealed, "box": box})
    return entries


def http_signature_section(identities):
    ada, known = identities["ada"], list(identities.values())
    now, uri = 1_750_000_400, "https://files.example:8443/api/cards?after=3&x=%C3%A9"
    accept = [("without a body", sign_request(ada, "http get", "GET", uri, b"", now)), ("with a body", sign_request(ada, "http put", "PUT", uri, ada.card, now)),
              ("of one second", sign_request(ada, "http short", "DELETE", uri, b"", now, 1))]
    accept += [(f"clock {abs(step)} s {'behind' if step < 0 else 'ahead'}", {**sign_request(ada, f"http clock {step}", "POST", uri, b"x", now), "now": now - step}) for step in (30, -90)]
    for why, request in accept:
        assert verify_request(request, known) == ada.fingerprint, why
    base, put, refused = accept[0][1], accept[1][1], []

    def refuse(why, code="wrong-signature", request=base, headers=None, **changes):
        request = {**request, **changes, "headers": {**request["headers"], **(headers or {})}}
        request["headers"] = {name: value for name, value in request["headers"].items() if value is not None}
        assert refusal(verify_request, request, known) == code, (why, refusal(verify_request, request, known))
        refused.append({"why": why, "code": code, **{key: request[key] for key in ("method", "targetUri", "body", "now", "headers")}})

    def signed(why, components, params, code="wrong-signature"):
        """Signed rightly, but by other rules than the profile's."""
        values = {"@method": "GET", "@target-uri": uri, "@authority": "files.example:8443"}
        signature = base64.b64encode(sign(ada.sig, signature_base(values, components, params))).decode()
        refuse(why, code, headers={"signature-input": "s=" + params, "signature": f"s=:{signature}:"})

    given, signature, plain = base["headers"]["signature-input"], base["headers"]["signature"], ["@method", "@target-uri"]
    params = lambda components=plain, created=now, expires=now + 60, nonce=base["nonce"], **rest: signature_params(components, created, expires, nonce, ada.fingerprint, **rest)
    refuse("another method", method="POST")
    refuse("another address", targetUri=uri + "4")
    refuse("another host", targetUri=uri.replace("files", "other"))
    refuse("a body added", body=b"x")
    refuse("a body added with its digest", body=b"x", headers={"content-digest": content_digest(b"x")})
    refuse("a digest without a body", headers={"content-digest": content_digest(b"")})
    refuse("another body", request=put, body=put["body"] + b"\x00")
    refuse("another body with its digest", request=put, body=b"x", headers={"content-digest": content_digest(b"x")})
    refuse("no digest", request=put, headers={"content-digest": None})
    refuse("two digests", request=put, headers={"content-digest": put["headers"]["content-digest"] + ", sha-512=:AA==:"})
    refuse("no body", request=put, body=b"", headers={"content-digest": None})
    refuse("no signature", headers={"signature": None})
    refuse("no input", headers={"signature-input": None})
    refuse("signature cut", headers={"signature": signature[:-2] + ":"})
    refuse("signature of other bytes", headers={"signature": signature[:10] + ("A" if signature[10] != "A" else "B") + signature[11:]})
    refuse("two signatures", headers={"signature": signature + ", t=:AAAA:"})
    refuse("another label", headers={"signature-input": "t" + given[1:], "signature": "t" + signature[1:]})
    refuse("a space more", headers={"signature-input": given.replace(";expires", "; expires")})
    refuse("another key", headers={"signature-input": given.replace(base64url(ada.fingerprint), base64url(identities["bo"].fingerprint))})
    refuse("a key that nobody knows", headers={"signature-input": given.replace(base64url(ada.fingerprint), base64url(bytes(32)))})
    refuse("another nonce", headers={"signature-input": given.replace(base64url(base["nonce"]), base64url(bytes(16)))})
    signed("components in another order", ["@target-uri", "@method"], params(["@target-uri", "@method"]))
    signed("a component more", [*plain, "@authority"], params([*plain, "@authority"]))
    signed("a component less", ["@target-uri"], params(["@target-uri"]))
    signed("61 seconds", plain, params(expires=now + 61))
    signed("expires when created", plain, params(expires=now))
    signed("another tag", plain, params(tag="sealdrop-api-v2"))
    signed("nonce of 15 bytes", plain, params(nonce=base["nonce"][:15]))
    signed("parameters in another order", plain, params().replace(f";created={now};expires={now + 60}", f";expires={now + 60};created={now}"))
    signed("alg added", plain, params() + ';alg="ecdsa-p384-sha384"')
    signed("created with a leading zero", plain, params().replace("created=", "created=0"))
    refuse("made 31 seconds from now", "clock-wrong", now=now - 31)
    refuse("ended 31 seconds ago", "clock-wrong", now=now + 91)
    return {"signer": "ada", "accept": [{"why": why, **request} for why, request in accept], "refused": refused}


def people_section(identities):
    """Shares without a link: one for two people, one delivered to an inbox by somebody who is not identified."""
    ada, bo, one_off = identities["ada"], identities["bo"], identities["oneOff"]
    entries = []
    for name, owner, people, deliver in (("for two people", ada, ["bo", "ada"], 0), ("delivery", one_off, ["ada"], 1)):
        share = make_share(name, owner, [("note.txt", content(100, 4))], "For you", 1_750_000_500 + deliver, people=[identities[key] for key in people], deliver=deliver)
        for key in people:
            check_read_back(share, [one_off.enc, identities[key].enc])
        outsider = refusal(open_header, share["header"], share["id"], "", None, [one_off.enc])
        assert outsider == "not-addressed"
        fields, refused = share["fields"], []
        wrong = [("commit of another secret", "damaged", {"commit": bytes(32)}), ("stanza of another epoch", "not-addressed", {"epoch": 2}),
                 ("ciphertexts changed", "not-addressed", {"stanzas": [[1, enc, bytes(48)] for _, enc, _ in fields["stanzas"]]}),
                 ("points not on the curve", "not-addressed", {"stanzas": [[1, b"\x04" + bytes(96), ct] for _, _, ct in fields["stanzas"]]}),
                 ("no stanza", "link-cut", {"stanzas": [], "ownerBox": {**fields["ownerBox"], "ct": bytes(528)}}),
                 ("only a stanza of unknown type", "needs-newer", {"stanzas": [[5, b"later"]], "ownerBox": {**fields["ownerBox"], "ct": bytes(562)}})]
        if deliver:
            two = {"ownerBox": {**fields["ownerBox"], "ct": bytes(596)}}
            wrong = [wrong[0], wrong[2], ("delivery of epoch 2", "damaged", {"epoch": 2}), ("delivery of rev 2", "damaged", {"rev": 2}),
                     ("delivery with two stanzas", "damaged", {"stanzas": fields["stanzas"] * 2, **two}),
                     ("delivery with a stanza of unknown type beside", "damaged", {"stanzas": [*fields["stanzas"], [5]], **two}),
                     ("delivery with a link", "damaged", {"stanzas": [[3, bytes(16), bytes(16), bytes(48)]]}), ("delivery for nobody", "damaged", {"stanzas": [], "ownerBox": {**fields["ownerBox"], "ct": bytes(528)}})]
        for why, code, changes in wrong:
            header = finish_header(f"refused {name} {why}", cbor({**fields, **changes}), share["keys"], owner, share["r"])["header"]
            got = refusal(open_header, header, share["id"], "", None, [identities[people[0]].enc])
            assert got == code, (why, got)
            refused.append({"why": why, "code": code, "header": header})
        entries.append({"name": name, "deliver": deliver, "shareId": share["id"], "recipients": people, "header": share["header"], "manifest": share["manifest"]["object"],
                        "body": share["body"]["object"], "note": share["note"], "s": share["s"], "files": [{"path": path, "size": len(data), "sha256": sha256(data)} for path, data in share["files"]],
                        "sender": {"name": uncbor(owner.core)["name"], "fingerprint": owner.fingerprint}, "ownerBox": {"owner": "oneOff" if deliver else "ada", **share["contents"]}, "refused": refused})
    return entries


def check_read_back(share, private_keys=()):
    opened = open_share(share["header"], share["manifest"]["object"], share["body"]["object"], share["id"], share["fragment"], share["passphrase"],
                        private_keys)
    assert opened["files"] == share["files"] and opened["note"] == share["note"] and opened["sender"][1] == share["owner"].fingerprint
    core = read_core(share["headerParts"]["core"])
    box = hpke_open(share["owner"].enc, core["ownerBox"]["enc"], core["ownerBox"]["ct"], share["box"]["info"])
    total = 512 + 34 * len(core["stanzas"])
    assert uncbor(unframed(box, lambda _: total)) == share["contents"]


def hexed(value):
    if isinstance(value, bytes):
        return value.hex()
    if isinstance(value, dict):
        return {key: hexed(item) for key, item in value.items()}
    return [hexed(item) for item in value] if isinstance(value, (list, tuple)) else value


def build():
    terminated = [label(name) for name in LABELS]
    assert len(set(LABELS)) == len(LABELS)
    assert not any(a != b and b.startswith(a) for a in terminated for b in terminated)
    pq = mlkem.MLKEM1024PrivateKey.from_seed_bytes(made("bo pq seed", 64)).public_key().public_bytes_raw()
    identities = {"ada": Identity("ada", 1_750_000_000, "Ada \u00c5ngstr\u00f6m"), "bo": Identity("bo", 1_750_000_001, "Bo", pq),
                  "oneOff": Identity("one-off", 1_750_000_002, "")}
    first = make_share("link", identities["oneOff"], [("hello.txt", b"Hello from Sealdrop.\n"), ("empty.bin", b""),
                                                      ("photos/caf\u00e9 \u2615.bin", content(1500, 9))],
                       "Two lines,\nshown as text only: <b>&amp;</b>", 1_750_000_100, types=["text/plain", "", "application/octet-stream"],
                       modified=[1_749_999_999_123, None, 0])
    locked = make_share("link with passphrase", identities["ada"], [("report.pdf", content(3000, 3))], "", 1_750_000_200,
                        passphrase="Gr\u00fcn \ufb01\u2460 \u00bd", types=["application/pdf"], modified=[1_749_000_000_000])
    for share in (first, locked):
        check_read_back(share)
    link, link_passphrase, stanza_person = stanza_sections(identities)
    keys = [{"suite": suite, "shareId": made("key schedule id", 16), "epoch": epoch, "s": made(f"key schedule {suite} {epoch}", 32),
             **schedule(made(f"key schedule {suite} {epoch}", 32), {"suite": suite, "id": made("key schedule id", 16), "epoch": epoch})}
            for suite, epoch in ((1, 1), (1, 2**32 - 1), (2, 1))]
    parts, box = first["headerParts"], first["box"]
    return hexed({
        "about": "Test vectors for docs/format.md, made by scripts/make-vectors.py; byte strings are hex",
        "labels": LABELS, "padme": padme_section(), "geometry": geometry_section(), "cbor": cbor_section(), "floe": floe_section(),
        "fingerprint": [{"sig": spki(i.sig), "enc": spki(i.enc), "pq": i.pq, "fingerprint": i.fingerprint, "digits": digits_of(i.fingerprint),
                         "base64url": base64url(i.fingerprint)} for i in identities.values()],
        "card": card_section(identities),
        "shareId": [{"fingerprint": s["owner"].fingerprint, "r": s["r"], "token": s["token"], "tokenHash": s["tokenHash"],
                     "ownerCommit": s["ownerCommit"], "shareId": s["id"], "base64url": base64url(s["id"])} for s in (first, locked)],
        "keySchedule": keys, "stanzaPerson": stanza_person, "stanzaLink": link, "stanzaLinkPassphrase": link_passphrase,
        "ownerBox": [{"share": s["name"], "owner": name, "suite": 1, "shareId": s["id"], "epoch": 1, "stanzas": 1,
                      "contents": s["contents"], **s["box"]} for s, name in ((first, "oneOff"), (locked, "ada"))],
        "header": {"share": "link", "keys": first["keys"], "fields": first["fields"], "r": first["r"], "card": first["owner"].card, **parts,
                   "sha256": sha256(parts["header"])},
        "manifest": {"share": "link", "shareId": first["id"], "suite": 1, "epoch": 1, **first["manifest"],
                     "sha256": sha256(first["manifest"]["object"])},
        "backup": backup_section(identities["ada"], identities["bo"]), "pem": pem_section(identities["ada"], identities["bo"]),
        "succession": succession_section(identities), "requestLink": request_link_section(identities["ada"], identities["bo"]),
        "requestBox": request_box_section(identities["ada"]),
        "httpSignature": http_signature_section(identities), "people": people_section(identities),
        "body": body_section(), "link": link_section(first["id"], locked["id"]), "paths": paths_section(), "passphrase": passphrase_section(),
        "shares": [share_entry(first), share_entry(locked)], "refused": refused_section(first, locked, identities)})


def main(arguments):
    if arguments[:1] == ["--floe-known"] and len(arguments) == 2:
        check_floe_known(arguments[1])
    elif arguments not in ([], ["--check"]):
        sys.exit(__doc__)
    text = json.dumps(build(), indent=1, ensure_ascii=True) + "\n"
    if arguments == ["--check"]:
        if not OUTPUT.exists() or OUTPUT.read_text() != text:
            sys.exit(f"{OUTPUT.name} differs from what this script makes")
        print(f"{OUTPUT.name} is what this script makes", file=sys.stderr)
        return
    OUTPUT.parent.mkdir(parents=True, exist_ok=True)
    OUTPUT.write_text(text)
    print(f"wrote {OUTPUT.name}, {len(text)} bytes", file=sys.stderr)


main(sys.argv[1:])
