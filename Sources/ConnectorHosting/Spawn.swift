import CSpawn
import ConnectorHost
import Foundation
import Synchronization

/// A started program that is this process's to reap.
///
/// Foundation's `Process` notices an end by a socket that a program started at the same moment may inherit: the end is then
/// not seen before the other program's. This one asks the kernel.
final class SpawnedProgram: Sendable {
    /// Why a program was not started.
    struct Failure: Error {
        /// The system's number of the error.
        let number: Int32
    }

    /// `POSIX_SPAWN_SETSID` of glibc's spawn.h, which Swift does not import.
    private static let newSession: Int32 = 0x80

    let id: pid_t
    /// The raw status of the kernel, once it was reaped; until then the number is surely this program's.
    private let status = Mutex<Int32?>(nil)

    /// Starts a program as the leader of a session of its own, with nothing open but its standard streams.
    ///
    /// - Throws: ``Failure`` if the system does not start it.
    init(
        _ path: String,
        _ arguments: [String],
        environment: [String: String],
        streams: [Int32]
    ) throws(Failure) {
        var actions = unsafe posix_spawn_file_actions_t()
        unsafe posix_spawn_file_actions_init(&actions)
        defer { unsafe posix_spawn_file_actions_destroy(&actions) }
        for (number, descriptor) in streams.enumerated() {
            unsafe posix_spawn_file_actions_adddup2(&actions, descriptor, Int32(number))
        }
        // In the program itself, so that nothing slips in that another thread opens meanwhile.
        let refused = unsafe spawn_close_from(&actions, Int32(streams.count))
        guard refused == 0 else { throw Failure(number: refused) }
        var attributes = posix_spawnattr_t()
        unsafe posix_spawnattr_init(&attributes)
        defer { unsafe posix_spawnattr_destroy(&attributes) }
        var signals = sigset_t()
        unsafe sigemptyset(&signals)
        unsafe posix_spawnattr_setsigmask(&attributes, &signals)
        unsafe sigfillset(&signals)
        unsafe posix_spawnattr_setsigdefault(&attributes, &signals)
        let flags = Self.newSession | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF
        unsafe posix_spawnattr_setflags(&attributes, Int16(flags))

        var words = unsafe ([path] + arguments).map { unsafe strdup($0) } + [nil]
        var variables = unsafe environment.map { unsafe strdup("\($0.key)=\($0.value)") } + [nil]
        defer { unsafe (words + variables).forEach { unsafe free($0) } }
        var id: pid_t = 0
        let number = unsafe posix_spawn(&id, path, &actions, &attributes, &words, &variables)
        guard number == 0 else { throw Failure(number: number) }
        self.id = id
    }

    /// Kills it, unless it has been reaped.
    func kill() {
        status.withLock { status in
            if status == nil { _ = Foundation.kill(id, SIGKILL) }
        }
    }

    /// How it ended, in words; `nil` if it lives and is not waited for.
    ///
    /// - Parameter waits: Whether its end is waited for.
    /// - Returns: The words.
    func ending(waits: Bool) -> String? {
        status.withLock { status in
            var raw: Int32 = 0
            while status == nil {
                guard hasEnded(waits: waits) else { return nil }
                // Until it is reaped, the number of its session is surely its own; nothing of it is left behind.
                ProcessSession.killAll(of: id)
                let reaped = unsafe waitpid(id, &raw, waits ? 0 : WNOHANG)
                if reaped == id { status = raw }
                if reaped == 0 { return nil }
                if reaped < 0, errno != EINTR { status = -1 }
            }
            return status.map { Self.words($0) }
        }
    }

    /// Whether it has ended, without reaping it.
    private func hasEnded(waits: Bool) -> Bool {
        while true {
            var end = unsafe siginfo_t()
            let options = WEXITED | WNOWAIT | (waits ? 0 : WNOHANG)
            guard unsafe waitid(P_PID, id_t(id), &end, options) != 0 else { return unsafe end.si_signo == SIGCHLD }
            if errno != EINTR { return true }
        }
    }

    /// What a raw status means: wait(2).
    private static func words(_ status: Int32) -> String {
        let signal = status & 0x7F
        return switch signal {
        case 0: "it ended with status \((status >> 8) & 0xFF)"
        case SIGILL, SIGTRAP: "it trapped (signal \(signal)): a wrong index, an overflow or a force unwrap in its code"
        default: "it was ended by signal \(signal)"
        }
    }
}
