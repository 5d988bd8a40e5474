import ConnectorHost
import Foundation

/// A folder that names the running processes of connectors, each with its start time and its runtime's.
///
/// A runtime that is killed cannot end its connectors; one that hangs does not see its closed input. The next start finds it
/// here and ends it, known by its number *and* its start time, so that another program that got the number since is left
/// alone, and so are the connectors of a runtime that lives.
public struct ProcessLedger: Sendable {
    private let folder: URL

    /// Keeps the ledger in a folder, which is made when it is needed.
    public init(folder path: String) {
        folder = URL(fileURLWithPath: path, isDirectory: true)
    }

    /// Notes a process that this one has started.
    func note(_ id: Int32) {
        guard let child = Self.startTime(of: id), let parent = Self.startTime(of: getpid()) else { return }
        try? FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try? Data("\(id) \(child) \(getpid()) \(parent)\n".utf8).write(to: place(of: id), options: .atomic)
    }

    /// Notes that a process has ended.
    func forget(_ id: Int32) { try? FileManager.default.removeItem(at: place(of: id)) }

    /// Ends the processes whose runtime is gone.
    package func reap() {
        for name in (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? [] {
            let place = folder.appendingPathComponent(name)
            guard name.hasSuffix(".process"), let text = try? String(contentsOf: place, encoding: .utf8) else {
                continue
            }
            let words = text.split(whereSeparator: \.isWhitespace).map(String.init)
            guard words.count == 4, let child = Int32(words[0]), let parent = Int32(words[2]) else { continue }
            guard Self.startTime(of: parent) != words[3] else { continue }
            if child > 1, Self.startTime(of: child) == words[1] {
                ProcessSession.killAll(of: child)
                kill(child, SIGKILL)
            }
            try? FileManager.default.removeItem(at: place)
        }
    }

    private func place(of id: Int32) -> URL { folder.appendingPathComponent("\(id).process") }

    /// When a process started, in the kernel's own count (proc(5), field 22 of `stat`); `nil` if there is none.
    private static func startTime(of id: Int32) -> String? {
        guard let text = try? String(contentsOfFile: "/proc/\(id)/stat", encoding: .utf8) else { return nil }
        // The second field is the program's name in parentheses, which may hold anything.
        guard let end = text.lastIndex(of: ")") else { return nil }
        let fields = text[text.index(after: end)...].split(separator: " ")
        // A zombie is gone already.
        guard fields.count > 19, fields[0] != "Z" else { return nil }
        return String(fields[19])
    }
}
