public import ConnectorKit
public import Foundation
internal import JSON
public import Recordings

/// Writes what passes between a connector and a system into a file, line by line, each at once.
///
/// A request is in the file before it is sent on, so that a recorder that is killed leaves a recording in which nothing is
/// missing that the system may have done.
public actor Recorder {
    private let file: FileHandle
    private let path: String
    private let kind: RequestKind
    private var masker: Masker
    private var open: [Int: RecordedExchange] = [:]
    private var count = 0
    private var state = 0
    private var failure: RecorderError?
    /// How many bytes of whole lines the file has.
    private var length: Int

    /// Begins a recording.
    ///
    /// - Parameters:
    ///   - file: The file, which must not be there yet.
    ///   - header: What the recording tells of itself.
    ///   - secrets: What is masked wherever it occurs, besides what the header's rules find.
    ///   - kind: Tells requests that only read.
    /// - Throws: ``RecorderError`` if there is a file already, or it cannot be made.
    public init(
        into file: URL,
        header: RecordingHeader,
        secrets: [Secret] = [],
        kind: RequestKind = RequestKind()
    ) throws(RecorderError) {
        path = file.path
        // What is masked by rules may hold what no rule knows: the file is for its user alone from its first byte on.
        let descriptor = unsafe Foundation.open(file.path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode_t(0o600))
        guard descriptor >= 0 else {
            let code = errno
            if code == EEXIST {
                throw RecorderError("\(file.path) is there already: give another file, or move it away")
            }
            throw RecorderError("\(file.path) cannot be written: \(Self.reason(of: code)); give another file")
        }
        self.file = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
        let line = Data((header.line + "\n").utf8)
        do {
            try self.file.write(contentsOf: line)
        } catch {
            try? FileManager.default.removeItem(at: file)
            throw RecorderError("\(file.path) cannot be written: \(error.localizedDescription); give another file")
        }
        length = line.count
        var masker = Masker(header.masking)
        for secret in secrets { secret.withValue { masker.learn($0) } }
        self.masker = masker
        self.kind = kind
    }

    /// Writes a request down before it is sent on.
    ///
    /// - Parameter request: The request.
    /// - Returns: The exchange as it was written.
    /// - Throws: ``RecorderError`` if it cannot be written: the request must not be sent.
    public func receive(_ request: RecordedRequest) throws(RecorderError) -> RecordedExchange {
        if let failure { throw failure }
        let exchange = RecordedExchange(
            number: count + 1,
            state: state,
            isChange: kind.isChange(request),
            request: masker.masked(request)
        )
        try write(exchange.requestLine)
        count += 1
        open[exchange.number] = exchange
        return exchange
    }

    /// Writes down what became of a request.
    ///
    /// - Parameters:
    ///   - number: The number of its exchange.
    ///   - outcome: What became of it.
    /// - Throws: ``RecorderError`` if it cannot be written; no further request is taken then.
    public func settle(_ number: Int, as outcome: RecordedExchange.Outcome) throws(RecorderError) {
        guard var exchange = open.removeValue(forKey: number) else { return }
        if case .answered(let answer) = outcome {
            exchange.outcome = .answered(masker.masked(answer))
        } else {
            exchange.outcome = outcome
        }
        if exchange.isChange { state += 1 }
        if let line = exchange.outcomeLine { try write(line) }
    }

    /// How many requests were written down, and how many of them wait for an answer.
    public var counts: (requests: Int, open: Int) { (count, open.count) }

    /// Why no further request is taken; `nil` as long as all could be written.
    public var problem: RecorderError? { failure }

    private func write(_ line: String) throws(RecorderError) {
        // What comes after a line that is missing would not be understood.
        if let failure { throw failure }
        let line = Data((line + "\n").utf8)
        do {
            try file.write(contentsOf: line)
            length += line.count
        } catch {
            // A part of a line may have found room.
            try? file.truncate(atOffset: UInt64(length))
            let problem = RecorderError(
                "\(path) cannot be written any more: \(error.localizedDescription); make room and record again"
            )
            failure = problem
            throw problem
        }
    }

    private static func reason(of code: Int32) -> String {
        NSError(domain: NSPOSIXErrorDomain, code: Int(code)).localizedDescription
    }
}

/// Why nothing is recorded.
public struct RecorderError: Error, Sendable, Hashable, CustomStringConvertible {
    /// What happened, where, and what to do.
    public let description: String

    init(_ description: String) {
        self.description = description
    }
}
