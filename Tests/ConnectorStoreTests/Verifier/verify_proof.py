#!/usr/bin/env python3
"""Checks a proof of Purlin's journal: python3 verify_proof.py PROOF VERIFIER_KEY

Written from Documentation/audit.md, RFC 6962, RFC 8032 and C2SP signed-note alone, with nothing but the standard
library. Exit code 0 if the proof holds, 1 with the reason if it does not.
"""
import base64
import hashlib
import json
import sys


class Refused(Exception):
    pass


def require(condition, reason):
    if not condition:
        raise Refused(reason)


def sha256(data):
    return hashlib.sha256(data).digest()


def unbase64(text):
    data = base64.b64decode(text, validate=True)
    require(base64.b64encode(data).decode() == text, "base64 in another than its one form")
    return data


# Ed25519 (RFC 8032 section 5.1): points are (x, y) on -x^2 + y^2 = 1 + d x^2 y^2.
P = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, -1, P) % P


def recover(encoded):
    y = int.from_bytes(encoded, "little")
    odd, y = y >> 255, y & (2**255 - 1)
    require(y < P, "point out of range")
    square = (y * y - 1) * pow(D * y * y + 1, -1, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * pow(2, (P - 1) // 4, P) % P
    require((x * x - square) % P == 0 and not (x == 0 and odd), "no point of the curve")
    return (P - x if x & 1 != odd else x, y)


def add(a, b):
    product = D * a[0] * b[0] * a[1] * b[1] % P
    x = (a[0] * b[1] + b[0] * a[1]) * pow(1 + product, -1, P)
    y = (a[1] * b[1] + a[0] * b[0]) * pow(1 - product, -1, P)
    return (x % P, y % P)


def multiply(scalar, point):
    result = (0, 1)
    while scalar:
        if scalar & 1:
            result = add(result, point)
        point = add(point, point)
        scalar >>= 1
    return result


BASE = recover((4 * pow(5, -1, P) % P).to_bytes(32, "little"))


def is_signature(key, message, signature):
    if len(key) != 32 or len(signature) != 64:
        return False
    scalar = int.from_bytes(signature[32:], "little")
    if scalar >= ORDER:
        return False
    digest = hashlib.sha512(signature[:32] + key + message).digest()
    challenge = int.from_bytes(digest, "little") % ORDER
    return multiply(scalar, BASE) == add(recover(signature[:32]), multiply(challenge, recover(key)))


def read_checkpoint(text, signatures, verifier):
    """Origin, size and root of a note (C2SP signed-note, tlog-checkpoint) that `verifier` signed."""
    name, key_id, encoded = verifier.split("+", 2)
    material = unbase64(encoded)
    require(material[:1] == b"\x01" and len(material) == 33, "not a verifier key of Ed25519")
    number = sha256(name.encode() + b"\n" + material)[:4]
    require(number.hex() == key_id, "the number of the verifier key is wrong")
    found = False
    for line in signatures:
        dash, signer, encoded = line.split(" ")
        require(dash == "\u2014", "a signature line without its dash")
        data = unbase64(encoded)
        if signer == name and data[:4] == number:
            require(is_signature(material[1:], ("\n".join(text) + "\n").encode(), data[4:]), "wrong signature")
            found = True
    require(found, "no signature by the verifier key")
    require(len(text) >= 3 and text[0] == name, "a checkpoint of another log")
    require(text[1] == str(int(text[1])), "a size in another than its one form")
    return int(text[1]), unbase64(text[2])


def leaf(data):
    return sha256(b"\x00" + data)


def node(left, right):
    return sha256(b"\x01" + left + right)


def split(count):
    """The greatest power of two that is smaller than `count`."""
    return 1 << (count - 1).bit_length() - 1


def root_of_path(index, size, hash_, path):
    """RFC 6962 section 2.1.1, read backwards: `path` goes from the leaf to the root."""
    if size == 1:
        require(not path, "the path is too long")
        return hash_
    require(path, "the path is too short")
    half = split(size)
    if index < half:
        return node(root_of_path(index, half, hash_, path[:-1]), path[-1])
    return node(path[-1], root_of_path(index - half, size - half, hash_, path[:-1]))


def roots_of_consistency(old, size, proof, old_root, is_known):
    """RFC 6962 section 2.1.2, read backwards: the roots of the old and the new tree."""
    if old == size:
        if is_known:
            require(not proof, "the proof is too long")
            return old_root, old_root
        require(len(proof) == 1, "the proof has another length")
        return proof[0], proof[0]
    require(proof, "the proof is too short")
    half, rest, last = split(size), proof[:-1], proof[-1]
    if old <= half:
        before, after = roots_of_consistency(old, half, rest, old_root, is_known)
        return before, node(after, last)
    before, after = roots_of_consistency(old - half, size - half, rest, old_root, False)
    return node(last, before), node(last, after)


def hash_of_entry(entry):
    """SHA-256 over all fields, each behind its length in bytes and a colon."""
    fields = ["purlin-journal-1", str(entry["sequence"]), str(entry["recordedAt"]), entry["actor"], entry["kind"]]
    fields += [entry["key"], entry["system"], str(len(entry["topics"]))] + entry["topics"]
    fields += [entry["correlation"], entry["causation"], entry["body"], entry["previousHash"]]
    encoded = [field.encode() for field in fields]
    return sha256(b"".join(str(len(field)).encode() + b":" + field for field in encoded))


def check_entries(blocks, verifier):
    head, *steps, text, signatures = blocks
    require(len(head) == 2 and head[1].startswith("topic "), "no topic")
    topic = json.loads(head[1].removeprefix("topic "))
    size, root = read_checkpoint(text, signatures, verifier)
    require(steps, "no entry")
    previous = withheld = 0
    for lines in steps:
        word, _, value = lines[0].partition(" ")
        entry = json.loads(value)
        require(word in ("entry", "withheld") and lines[1] == f"index {entry['sequence'] - 1}", "an entry without its place")
        require(previous < entry["sequence"] <= size, "an entry out of order or beyond the tree")
        require(topic is None or topic in entry["topics"], "an entry of another business key")
        path = [unbase64(line) for line in lines[2:]]
        # Of an entry without its personal data, the hash of the whole stands there: nothing else of it is proved.
        hash_ = hash_of_entry(entry) if word == "entry" else bytes.fromhex(entry["hash"])
        withheld += word == "withheld"
        found = root_of_path(entry["sequence"] - 1, size, leaf(hash_), path)
        require(found == root, f"entry {entry['sequence']} is not in the tree")
        previous = entry["sequence"]
    return f"{len(steps)} of {size} entries" + (f", {withheld} of them by their hash alone" if withheld else "")


def check_consistency(blocks, verifier):
    head, old_text, old_signatures, text, signatures = blocks
    old_size, old_root = read_checkpoint(old_text, old_signatures, verifier)
    size, root = read_checkpoint(text, signatures, verifier)
    require(old_size <= size, "the old checkpoint is the larger one")
    proof = [unbase64(line) for line in head[1:]]
    if old_size == 0:
        require(not proof and old_root == sha256(b""), "a tree of nothing with something in it")
        return f"0 to {size} entries"
    before, after = roots_of_consistency(old_size, size, proof, old_root, True)
    require(before == old_root and after == root, "the new tree does not begin with the old one")
    return f"{old_size} to {size} entries"


def main():
    path, verifier = sys.argv[1:]
    with open(path, "rb") as file:
        text = file.read().decode()
    try:
        require(text.endswith("\n"), "the last line is not ended")
        blocks = [block.split("\n") for block in text[:-1].split("\n\n")]
        kinds = {"purlin-audit-proof@v1": check_entries, "purlin-audit-consistency@v1": check_consistency}
        require(blocks[0][0] in kinds, "no proof")
        print("proved:", kinds[blocks[0][0]](blocks, verifier))
    except (Refused, ValueError, KeyError, TypeError, IndexError, AttributeError) as reason:
        print("refused:", reason)
        sys.exit(1)


main()
