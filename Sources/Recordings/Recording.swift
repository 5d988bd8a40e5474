internal import JSON

/// What a recording tells of itself in its first line.
public struct RecordingHeader: Sendable, Hashable {
    /// The format that this code reads and writes.
    public static let format = "purlin-recording-1"

    /// The name of the recorded system, such as `odoo`.
    public var system: String
    /// The version of the system, in its own words; empty if nobody said.
    public var version: String
    /// When the recording began, in the form of RFC 3339.
    public var recorded: String
    /// The address of the system without user information, path end and query.
    public var address: String
    /// What was masked.
    public var masking: MaskingRules

    /// Creates a header.
    public init(system: String, version: String, recorded: String, address: String, masking: MaskingRules) {
        self.system = system
        self.version = version
        self.recorded = recorded
        self.address = address
        self.masking = masking
    }
}

/// Requests and answers between a connector and a system, in their order, without secrets and personal data.
///
/// The format is a page of its own, Documentation/recording.md.
public struct Recording: Sendable, Hashable {
    /// What stands in a recording instead of the system's own address.
    public static let origin = "http://recorded.invalid"

    /// What the recording tells of itself.
    public let header: RecordingHeader
    /// The exchanges in the order in which the requests came.
    public let exchanges: [RecordedExchange]
    /// Whether the last line was cut off, as a killed recorder leaves it.
    public let isCutOff: Bool

    /// Creates a recording.
    public init(header: RecordingHeader, exchanges: [RecordedExchange], isCutOff: Bool = false) {
        self.header = header
        self.exchanges = exchanges
        self.isCutOff = isCutOff
    }

    /// Reads a recording.
    ///
    /// - Parameter bytes: The whole file; what follows the last line feed is left out, since a killed recorder leaves it.
    /// - Throws: ``RecordingError`` with the number of the line that cannot be read.
    public init(reading bytes: [UInt8]) throws(RecordingError) {
        var lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        let isCutOff = lines.popLast()?.isEmpty == false
        guard let first = lines.first else {
            throw RecordingError(line: 1, "there is no whole line: record again with 'purlin record'")
        }
        let header = try RecordingHeader(RecordingLine(Array(first), 1))
        var exchanges: [RecordedExchange] = []
        var places: [Int: Int] = [:]
        for (index, bytes) in lines.enumerated().dropFirst() {
            let line = try RecordingLine(Array(bytes), index + 1)
            if line.json["request"] != nil {
                let exchange = try line.exchange()
                guard places.updateValue(exchanges.count, forKey: exchange.number) == nil else {
                    throw line.error("the request \(exchange.number) stands there twice")
                }
                exchanges.append(exchange)
            } else {
                let (number, outcome) = try line.outcome()
                guard let place = places[number], exchanges[place].outcome == .open else {
                    throw line.error("there is no request \(number) above that waits for an answer")
                }
                exchanges[place].outcome = outcome
            }
        }
        self.init(header: header, exchanges: exchanges, isCutOff: isCutOff)
    }

    /// The file, line by line.
    public var bytes: [UInt8] {
        let lines = exchanges.flatMap { exchange in
            [exchange.requestLine] + [exchange.outcomeLine].compactMap(\.self)
        }
        return ([header.line] + lines).flatMap { Array($0.utf8) + [UInt8(ascii: "\n")] }
    }
}

/// Why a recording cannot be read.
public struct RecordingError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The number of the line, from 1.
    public let line: Int
    /// What is wrong and what to do.
    public let reason: String

    init(line: Int, _ reason: String) {
        self.line = line
        self.reason = reason
    }

    /// Where it is and what is wrong.
    public var description: String { "line \(line) of the recording: \(reason)" }
}
