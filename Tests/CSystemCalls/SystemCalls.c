#include "CSystemCalls.h"

#ifdef __linux__

#include <errno.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <stddef.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

static bool answer(unsigned number, unsigned with) {
    struct sock_filter steps[] = {
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, number, 0, 1),
        BPF_STMT(BPF_RET | BPF_K, with),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
    };
    struct sock_fprog program = {.len = sizeof steps / sizeof *steps, .filter = steps};
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) return false;
    // For all threads, since files are renamed on one of their own.
    return syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, SECCOMP_FILTER_FLAG_TSYNC, &program) == 0;
}

bool calls_refuse_exclusive_rename(void) { return answer(SYS_renameat2, SECCOMP_RET_ERRNO | EINVAL); }

bool calls_end_process_at(enum NameCall call) {
    unsigned number = call == NameCallLink ? SYS_linkat : call == NameCallUnlink ? SYS_unlinkat : SYS_renameat;
    return answer(number, SECCOMP_RET_KILL_PROCESS);
}

#else

bool calls_refuse_exclusive_rename(void) { return false; }

bool calls_end_process_at(enum NameCall call) { return false; }

#endif
