import ConnectorHosting
import ConnectorTesting
import Foundation
import Synchronization
import Testing

/// A program has nothing open but its standard streams, whatever else happens in the runtime meanwhile.
struct InheritanceTests {
    /// Opens and closes pipes that programs inherit, as other parts of a process do.
    private final class Plumber: Sendable {
        private let isDone = Atomic(false)
        private let hasEnded = DispatchSemaphore(value: 0)

        init() {
            Thread.detachNewThread { [self] in
                while !isDone.load(ordering: .relaxed) {
                    var ends: [Int32] = [0, 0]
                    guard unsafe pipe(&ends) == 0 else { continue }
                    ends.forEach { close($0) }
                }
                hasEnded.signal()
            }
        }

        func end() {
            isDone.store(true, ordering: .relaxed)
            hasEnded.wait()
        }
    }

    @Test func nothingIsInheritedThatIsOpenedWhileAProgramIsStarted() async throws {
        let office = Office()
        // An end of a pipe that nobody closes meanwhile.
        var ends: [Int32] = [0, 0]
        try #require(unsafe pipe(&ends) == 0)
        defer { ends.forEach { close($0) } }
        let plumber = Plumber()
        let count = 40
        for _ in 0..<count {
            // A shell keeps its own descriptors below 10, or at 255; the glob's is gone when it is told.
            _ = office.refusal(of: office.script("cd /proc/self/fd; echo open: $(echo *) >&2; exit 0"))
        }
        plumber.end()
        func told() -> [String] { office.log.lines.compactMap { $0.values["line"] }.filter { $0.hasPrefix("open: ") } }
        try await until("each program has told") { told().count == count }
        for line in told() {
            let open = line.split(separator: " ").dropFirst().compactMap { Int32($0) }
            #expect(!open.isEmpty && open.allSatisfy { $0 < 10 || $0 == 255 }, "\(line)")
        }
    }
}
