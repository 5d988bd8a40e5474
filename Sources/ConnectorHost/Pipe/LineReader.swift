import Foundation

/// Reads lines from a descriptor, each within a time or without an end.
package struct LineReader: Sendable {
    /// What came.
    package enum Event: Sendable {
        /// A line without its end.
        case line([UInt8])
        /// Nothing within the time.
        case nothing
        /// The other side has closed.
        case end
        /// The line is longer than permitted; the next look passes over the rest of it.
        case tooLong(beginning: [UInt8])
    }

    private let descriptor: Int32
    private let limit: Int
    private var buffer: [UInt8] = []
    /// Where the next line begins, and up to where no line end was found.
    private var start = 0
    private var searched = 0
    /// Whether what comes belongs to a line that was too long.
    private var isPassingOver = false

    /// Reads a descriptor, which stays the caller's.
    ///
    /// - Parameters:
    ///   - descriptor: What is read.
    ///   - limit: The longest line, in bytes.
    package init(_ descriptor: Int32, limit: Int) {
        self.descriptor = descriptor
        self.limit = limit
    }

    /// The next line.
    ///
    /// - Parameter time: How long it is waited for, by the machine's clock; `nil` waits without an end.
    /// - Returns: What came.
    package mutating func next(within time: Duration? = nil) -> Event {
        let end = time.map { ContinuousClock.now.advanced(by: $0) }
        while true {
            if let line = buffered() { return .line(line) }
            guard buffer.count - start <= limit else { return .tooLong(beginning: cutOff()) }
            guard isReadable(until: end) else { return .nothing }
            guard fill() else { return .end }
        }
    }

    /// The beginning of a line that is too long, whose rest is passed over.
    private mutating func cutOff() -> [UInt8] {
        let beginning = Array(buffer[start..<(start + limit)])
        isPassingOver = true
        drop(upTo: buffer.count)
        return beginning
    }

    private mutating func buffered() -> [UInt8]? {
        if isPassingOver {
            let end = buffer[start...].firstIndex(of: UInt8(ascii: "\n"))
            drop(upTo: end.map { $0 + 1 } ?? buffer.count)
            isPassingOver = end == nil
        }
        guard let end = buffer[searched...].firstIndex(of: UInt8(ascii: "\n")) else {
            searched = buffer.count
            return nil
        }
        let line = Array(buffer[start..<end])
        drop(upTo: end + 1)
        return line
    }

    private mutating func drop(upTo end: Int) {
        start = end
        searched = start
        if start == buffer.count || start > 1 << 20 {
            buffer.removeFirst(start)
            start = 0
            searched = 0
        }
    }

    /// Whether something can be read, the end included.
    private func isReadable(until end: ContinuousClock.Instant?) -> Bool {
        guard let end else { return true }
        while true {
            let rest = ContinuousClock.now.duration(to: end) / .milliseconds(1)
            var waiting = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
            let count = unsafe poll(&waiting, 1, Int32(min(max(0, rest.rounded(.up)), 1e6)))
            if count > 0 { return true }
            if count == 0, rest <= 1e6 { return false }
            if count < 0, errno != EINTR { return true }
        }
    }

    /// Reads what there is; `false` at the end.
    private mutating func fill() -> Bool {
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = unsafe chunk.withUnsafeMutableBytes { unsafe read(descriptor, $0.baseAddress, $0.count) }
            if count > 0 {
                buffer += chunk[..<count]
                return true
            }
            if count < 0, errno == EINTR { continue }
            return false
        }
    }
}
