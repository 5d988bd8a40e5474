#include "PowerDisk.h"

#include <stdlib.h>
#include <string.h>

static const int64_t sector = 512;

uint64_t power_random(uint64_t *state) {
    uint64_t mixed = (*state += 0x9E3779B97F4A7C15u);
    mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9u;
    mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EBu;
    return mixed ^ (mixed >> 31);
}

bool power_content_write(PowerContent *content, const void *bytes, int64_t offset, int64_t length) {
    PowerWrite *write = calloc(1, sizeof *write);
    if (!write) return false;
    write->offset = offset;
    write->length = length;
    if (bytes) {
        write->bytes = malloc(length > 0 ? (size_t)length : 1);
        if (!write->bytes) {
            free(write);
            return false;
        }
        memcpy(write->bytes, bytes, (size_t)length);
    }
    if (content->last) content->last->next = write;
    else content->first = write;
    content->last = write;
    return true;
}

static bool resize(PowerContent *content, int64_t size) {
    unsigned char *bytes = realloc(content->bytes, size > 0 ? (size_t)size : 1);
    if (!bytes) return false;
    if (size > content->size) memset(bytes + content->size, 0, (size_t)(size - content->size));
    content->bytes = bytes;
    content->size = size;
    return true;
}

/// Puts bytes `from` up to `to` of a write onto the disk.
static bool put(PowerContent *content, const PowerWrite *write, int64_t from, int64_t to) {
    if (to <= from) return true;
    if (write->offset + to > content->size && !resize(content, write->offset + to)) return false;
    memcpy(content->bytes + write->offset + from, write->bytes + from, (size_t)(to - from));
    return true;
}

static bool put_all(PowerContent *content, const PowerWrite *write) {
    return write->bytes ? put(content, write, 0, write->length) : resize(content, write->offset);
}

/// Where the sector that holds byte `from` of a write ends.
static int64_t sector_end(const PowerWrite *write, int64_t from) {
    int64_t end = ((write->offset + from) / sector + 1) * sector - write->offset;
    return end < write->length ? end : write->length;
}

/// Puts some sectors of a write onto the disk; the first of them only, any of them, or any of them and random bytes
/// in place of the others.
static bool put_some(PowerContent *content, PowerWrite *write, enum PowerTearing tearing, uint64_t *random) {
    if (!write->bytes) return power_random(random) & 1 ? resize(content, write->offset) : true;
    for (int64_t from = 0, to; from < write->length; from = to) {
        to = sector_end(write, from);
        bool arrives = power_random(random) & 1;
        if (!arrives && tearing == PowerTearingCutOff) return true;
        if (!arrives && tearing == PowerTearingGarbage) {
            for (int64_t at = from; at < to; at++) write->bytes[at] = (unsigned char)power_random(random);
            arrives = true;
        }
        if (arrives && !put(content, write, from, to)) return false;
    }
    return true;
}

static void forget(PowerContent *content) {
    for (PowerWrite *write = content->first, *next; write; write = next) {
        next = write->next;
        free(write->bytes);
        free(write);
    }
    content->first = content->last = NULL;
}

bool power_content_sync(PowerContent *content) {
    bool isWhole = true;
    for (PowerWrite *write = content->first; write && isWhole; write = write->next) {
        isWhole = put_all(content, write);
    }
    forget(content);
    return isWhole;
}

bool power_content_tear(PowerContent *content, enum PowerTearing tearing, uint64_t *random) {
    if (tearing == PowerTearingMixed) tearing = (enum PowerTearing)(power_random(random) % PowerTearingMixed);
    uint64_t count = 0;
    for (PowerWrite *write = content->first; write; write = write->next) count++;
    uint64_t torn = count ? power_random(random) % count : 0;
    uint64_t position = 0;
    bool isWhole = true;
    for (PowerWrite *write = content->first; write && isWhole; write = write->next, position++) {
        switch (tearing) {
        case PowerTearingDropped: break;
        case PowerTearingKept: isWhole = put_all(content, write); break;
        case PowerTearingReordered: isWhole = power_random(random) & 1 ? put_all(content, write) : true; break;
        case PowerTearingSectors: isWhole = put_some(content, write, tearing, random); break;
        default:
            if (position < torn) isWhole = put_all(content, write);
            if (position == torn) isWhole = put_some(content, write, tearing, random);
        }
    }
    forget(content);
    return isWhole;
}
