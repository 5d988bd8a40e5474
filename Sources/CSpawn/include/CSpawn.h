/// What glibc's spawn.h offers only to GNU sources, and Swift therefore does not import.
#pragma once

#include <spawn.h>

/// The program that is started closes every descriptor from `first` on, before it begins.
///
/// Returns 0, or the number of an error.
int spawn_close_from(posix_spawn_file_actions_t *actions, int first);
