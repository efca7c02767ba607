#!/usr/bin/env python3
"""Opens a portable package of Sealdrop, from docs/package.md and docs/format.md alone; nothing of Sealdrop is needed.

    open-package.py PACKAGE.zip OUT --key PRIVATE-KEY.pem   opens it with the encryption key of a key pair
    open-package.py PACKAGE.zip OUT --code TEXT             opens it with a link, or with the code given with it

A passphrase is taken from the environment, KEY_PASSPHRASE for the PEM file and PASSPHRASE for the package, or asked for.
Needs Python 3.9 and its package "cryptography" (for passphrases of packages, version 44 or later).
"""
import argparse, getpass, hashlib, hmac, json, os, re, sys, tempfile, unicodedata, zipfile

from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, utils
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

SEGMENT, OVERHEAD, CHUNK = 262_144, 32, 1_048_576
PARAMETERS = b"\0\0" + SEGMENT.to_bytes(4, "big") + (32).to_bytes(4, "big")
TAIL = ["encrypted_keys.bin", "manifest.bin", "metadata.json", "checksums.txt"]
DEVICE = r"(?i:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9\u00b9\u00b2\u00b3])"
BAD_PATH = re.compile(rf'[\\:<>"|?*\0-\x1f\x7f-\x9f\ufeff\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]|(^|/)(\.{{0,2}}|{DEVICE}(\.[^/]*)?)(/|$)|[. ](/|$)')

def require(condition, what):
    if not condition:
        sys.exit(f"refused: {what}")

sha256 = lambda data: hashlib.sha256(data).digest()
mac = lambda key, data, digest="sha256": hmac.new(key, data, digest).digest()
label = lambda name, *fields: f"sealdrop/v1/{name}".encode() + b"\0" + b"".join(fields)
hkdf = lambda ikm, salt, info, size=32: expand(mac(salt, ikm), info, size)
floe_key = lambda key, iv, purpose, aad, size: expand(key, PARAMETERS + iv + purpose + aad, size, "sha384")

def expand(prk, info, size, digest="sha256"):
    out, block, i = b"", b"", 1
    while len(out) < size:
        block = mac(prk, block + info + bytes([i]), digest)
        out, i = out + block, i + 1
    return out[:size]

def cbor(data, at=0):
    kind, short = data[at] >> 5, data[at] & 31
    if data[at] == 0xF6:
        return None, at + 1
    size = 0 if short < 24 else 1 << (short - 24)
    number, at = int.from_bytes(data[at + 1 : at + 1 + size], "big") if size else short, at + 1 + size
    require(kind in (0, 2, 3, 4, 5) and short < 28 and (kind == 0 or number <= len(data) - at), "CBOR of another kind")
    if kind == 0:
        return number, at
    if kind in (2, 3):
        return (data[at : at + number] if kind == 2 else data[at : at + number].decode()), at + number
    items = []
    for _ in range(number * (kind - 3)):
        item, at = cbor(data, at)
        items.append(item)
    return (items if kind == 4 else dict(zip(items[::2], items[1::2]))), at

def whole_cbor(data):
    value, end = cbor(data)
    require(end == len(data), "bytes behind CBOR")
    return value

class Floe:
    def __init__(self, key, header, aad):
        self.iv, self.aad = header[10:42], aad
        tag = floe_key(key, self.iv, b"HEADER_TAG:", aad, 32)
        require(len(header) == 74 and header[:10] == PARAMETERS and hmac.compare_digest(tag, header[42:]), "FLOE header")
        self.key = floe_key(key, self.iv, b"MESSAGE_KEY:", aad, 48)

    def open(self, data, first, last):  # segments number `first` and the following; the message's last is number `last`
        plain = []
        for n, at in enumerate(range(0, len(data), SEGMENT), first):
            segment, final = data[at : at + SEGMENT], n == last
            require(segment[:4] == (len(segment).to_bytes(4, "big") if final else b"\xff" * 4), "length of a segment")
            require(final or len(segment) == SEGMENT, "a short segment")
            key = floe_key(self.key, self.iv, b"DEK:" + (n >> 20 << 20).to_bytes(8, "big"), self.aad, 32)
            plain.append(AESGCM(key).decrypt(segment[4:16], segment[16:], n.to_bytes(8, "big") + bytes([final])))
        return b"".join(plain)

def hpke_open(private, enc, ct, info):
    # RFC 9180, base mode: DHKEM(P-384, HKDF-SHA384), HKDF-SHA256, AES-256-GCM
    extract = lambda salt, suite, name, ikm, digest: mac(salt, b"HPKE-v1" + suite + name + ikm, digest)
    derive = lambda prk, suite, name, data, size, digest: expand(prk, size.to_bytes(2, "big") + b"HPKE-v1" + suite + name + data, size, digest)
    own = private.public_key().public_bytes(serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint)
    dh = private.exchange(ec.ECDH(), ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP384R1(), enc))
    kem, suite = b"KEM\x00\x11", b"HPKE\x00\x11\x00\x01\x00\x02"
    shared = derive(extract(b"", kem, b"eae_prk", dh, "sha384"), kem, b"shared_secret", enc + own, 48, "sha384")
    hashed = [extract(b"", suite, name, data, "sha256") for name, data in ((b"psk_id_hash", b""), (b"info_hash", info))]
    context, secret = b"\0" + hashed[0] + hashed[1], extract(shared, suite, b"secret", b"", "sha256")
    key, nonce = derive(secret, suite, b"key", context, 32, "sha256"), derive(secret, suite, b"base_nonce", context, 12, "sha256")
    return AESGCM(key).decrypt(nonce, ct, b"")

def secret_by_key(core, context, pem):
    ask = lambda: os.environ.get("KEY_PASSPHRASE") or getpass.getpass("Passphrase of the key: ")
    private = serialization.load_pem_private_key(pem, ask().encode() if b"ENCRYPTED" in pem else None)
    for stanza in core["stanzas"]:
        try:
            if stanza[0] == 1:
                return hpke_open(private, stanza[1], stanza[2], label("stanza/person", context))
        except InvalidTag:
            continue
    sys.exit("refused: it is sealed for other keys")

def secret_by_code(core, context, code):
    number, alphabet, code = 0, "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz", code.strip().rsplit("#", 1)[-1]
    require(len(code) <= 128 and set(code) <= set(alphabet), "the code is incomplete")
    for letter in code:
        number = number * 58 + alphabet.index(letter)
    payload, link = number.to_bytes(200, "big")[-37:], number.to_bytes(200, "big")[-36:-4]
    require(sha256(label("link-check", core["id"], payload[:33]))[:4] == payload[33:], "the code is incomplete, or of another package")
    for stanza in core["stanzas"]:
        if stanza[0] not in (3, 4) or hkdf(link, stanza[1], label("stanza/link-known", context), 16) != stanza[-2]:
            continue
        name = "stanza/link"
        if stanza[0] == 4:
            from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
            text = os.environ.get("PASSPHRASE") or getpass.getpass("Passphrase: ")
            kdf = Argon2id(salt=stanza[2], length=32, iterations=3, lanes=1, memory_cost=65_536)
            link, name = link + kdf.derive(unicodedata.normalize("NFKC", text).encode()), "stanza/link-passphrase"
        return AESGCM(hkdf(link, stanza[1], label(name, context))).decrypt(bytes(12), stanza[-1], b"")
    sys.exit("refused: the code is of another state of this share")

def verified(public, signature, data):
    r, s = int.from_bytes(signature[:48], "big"), int.from_bytes(signature[48:], "big")
    key = serialization.load_der_public_key(public)
    key.verify(utils.encode_dss_signature(r, s), data, ec.ECDSA(hashes.SHA384()))

def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("package", "out", "--key", "--code"):
        parser.add_argument(name)
    options = parser.parse_args()
    with zipfile.ZipFile(options.package) as package:
        names = package.namelist()
        chunks = [f"Chunks/chunk_{i + 1}.enc" for i in range(len(names) - len(TAIL))]
        require(names == chunks + TAIL and chunks, "other entries than those of a package")
        require(all(i.compress_type == 0 and i.file_size <= 32 * CHUNK for i in package.infolist()), "an entry that is compressed or too large")
        listed = dict(reversed(line.split("  ", 1)) for line in package.read(TAIL[3]).decode().splitlines())
        require(list(listed) == chunks + TAIL[:3], "checksums.txt")

        def read(name):
            data = package.read(name)
            require(sha256(data).hex() == listed[name], f"checksum of {name}")
            return data

        header, sealed, metadata = [read(name) for name in TAIL[:3]]
        require([(c["encrypted_filename"], c["checksum"]) for c in json.loads(metadata)["chunks"]] == [(n[7:], listed[n]) for n in chunks], "metadata.json")
        core_bytes, proof, tag = whole_cbor(header)
        core = whole_cbor(core_bytes)
        require(core["v"] == 1 and core["suite"] == 1, "made by a newer version")
        context = (1).to_bytes(2, "big") + core["id"] + core["epoch"].to_bytes(4, "big")
        secret = secret_by_key(core, context, open(options.key, "rb").read()) if options.key else secret_by_code(core, context, options.code or "")
        prk = mac(label("share", context), secret)
        require(expand(prk, label("commit"), 32) == core["commit"], "commit")
        require(mac(expand(prk, label("header-mac"), 32), header[: -len(tag) - 2].replace(b"\x83", b"\x82", 1)) == tag, "mac")
        inner = whole_cbor(AESGCM(expand(prk, label("proof-key"), 32)).decrypt(proof[:12], proof[12:], b""))
        card_core, card_sig = whole_cbor(inner["card"])
        card = whole_cbor(card_core)
        verified(card["sig"], card_sig, label("sig/card", card_core))
        fingerprint = sha256(label("identity", card["sig"], card["enc"], card["pq"] or b""))
        require(sha256(label("share-id", sha256(label("owner", fingerprint, inner["r"])), core["tokenHash"]))[:16] == core["id"], "another sender")
        verified(card["sig"], inner["sig"], label("sig/header", fingerprint, core_bytes))
        require(len(sealed) == core["manifestSize"] and sha256(sealed) == core["manifest"], "manifest")
        floe = Floe(expand(prk, label("manifest-key"), 32), sealed[:74], label("manifest-aad", context))
        framed = floe.open(sealed[74:], 0, (len(sealed) - 75) // SEGMENT)
        size = 4 + int.from_bytes(framed[:4], "big")
        require(size <= len(framed) and not any(framed[size:]), "padding")
        manifest = whole_cbor(framed[4:size])
        files, padded = manifest["files"], manifest["paddedSize"]
        require(all(not BAD_PATH.search(f["path"]) for f in files), "a path that leads elsewhere")
        segments, part = -(-padded // (SEGMENT - OVERHEAD)), manifest["partSegments"] * SEGMENT // CHUNK
        require(sum(f["size"] for f in files) == manifest["bodySize"] <= padded, "sizes")
        require(len(manifest["digests"]) == 32 * -(-len(chunks) // part), "digests")
        body = Floe(manifest["bodyKey"], manifest["bodyHeader"], label("body", core["id"]))
        os.makedirs(options.out, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=options.out) as temporary:
            rest, index = [f["size"] for f in files] + [padded - manifest["bodySize"]], 0
            for number, at in enumerate(range(0, len(chunks), part)):
                stored = b"".join(read(name) for name in chunks[at : at + part])
                require(sha256(stored) == manifest["digests"][32 * number : 32 * number + 32], f"part {number + 1}")
                plain = memoryview(body.open(stored, number * manifest["partSegments"], segments - 1))
                while len(plain):
                    while rest[index] == 0:
                        index += 1
                    piece, plain = plain[: rest[index]], plain[rest[index] :]
                    rest[index] -= len(piece)
                    require(index < len(files) or not any(piece), "padding")
                    with open(os.path.join(temporary, str(index)), "ab") as handle:
                        handle.write(piece)
            require(not any(rest), "a body that is cut")
            for index, f in enumerate(files):
                place = os.path.join(options.out, *f["path"].split("/"))
                os.makedirs(os.path.dirname(place), exist_ok=True)
                open(os.path.join(temporary, str(index)), "ab").close()  # a file of no bytes
                os.link(os.path.join(temporary, str(index)), place)  # never over what is there
                print(place)

try:
    main()
except (InvalidTag, InvalidSignature, zipfile.BadZipFile, OSError, ValueError, KeyError, IndexError, TypeError) as problem:
    sys.exit(f"refused: {type(problem).__name__} {problem}")
