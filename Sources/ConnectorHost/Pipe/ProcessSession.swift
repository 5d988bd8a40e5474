import Foundation

/// The processes that a connector's process has started: a session of their own, which they leave only by asking to.
///
/// A group would not do: programs that Foundation starts have a group each.
package enum ProcessSession {
    /// Kills every other process of a session.
    ///
    /// - Parameter leader: The number of the process that leads the session; its own, not another one's that has it since.
    package static func killAll(of leader: Int32) {
        // One that starts another at this moment is met in the next round.
        for _ in 0..<10 {
            let members = members(of: leader)
            guard !members.isEmpty else { return }
            for member in members { kill(member, SIGKILL) }
        }
    }

    private static func members(of leader: Int32) -> [Int32] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
        return names.compactMap { Int32($0) }.filter { $0 != leader && getsid($0) == leader && !hasEnded($0) }
    }

    /// Whether a process has ended and only waits to be reaped: proc(5), field 3 of `stat`.
    private static func hasEnded(_ process: Int32) -> Bool {
        guard let text = try? String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8) else { return true }
        // The second field is the program's name in parentheses, which may hold anything.
        guard let end = text.lastIndex(of: ")") else { return true }
        return text[text.index(after: end)...].split(separator: " ").first == "Z"
    }
}
