internal import Foundation
public import JSON
internal import Recordings
public import SimulatorKit

extension ReplayedSystem {
    /// What of the recording was asked for, what was not, and what could not be answered.
    ///
    /// - Parameter query: Takes no filter.
    /// - Returns: The ledger, or an object with the member `error`.
    public func truth(_ query: [String: String]) -> JSON {
        if let name = query.keys.sorted().first { return ["error": .string("Unknown filter \(name); there is none.")] }
        let exchanges = book.recording.exchanges
        let unserved = exchanges.filter { book.served[$0.number] == nil }
        return [
            "state": .integer(Int64(book.state)), "recorded": .integer(Int64(exchanges.count)),
            "served": .integer(Int64(book.served.values.reduce(0, +))),
            "unserved": .array(
                unserved.map { exchange in
                    let request = "\(exchange.request.method) \(exchange.request.target)"
                    return ["number": .integer(Int64(exchange.number)), "request": .string(request)]
                }
            ),
            "unanswered": .array(
                unanswered.map {
                    ["request": .string($0.request), "nearest": .array($0.nearest.map(\.json))]
                }
            ),
        ]
    }

    /// The controls that only this simulator has.
    public static let controls = ["GET recording"]

    /// Tells what is replayed.
    ///
    /// - Parameters:
    ///   - name: `recording`.
    ///   - method: `GET`.
    ///   - body: Not looked at.
    ///   - now: The virtual time.
    /// - Returns: Where and when the recording was made; `nil` for another name.
    /// - Throws: Nothing.
    public mutating func control(
        _ name: String,
        method: String,
        body: JSON,
        at now: SimulatedInstant
    ) throws(SimulatorError) -> JSON? {
        guard name == "recording" else { return nil }
        let header = book.recording.header
        return [
            "system": .string(header.system), "version": .string(header.version), "recorded": .string(header.recorded),
            "address": .string(header.address), "mode": .string(book.mode.rawValue),
            "exchanges": .integer(Int64(book.recording.exchanges.count)), "isCutOff": .bool(book.recording.isCutOff),
        ]
    }

    /// Which exchanges were served and which identifiers are which; the recording itself is no part of it.
    ///
    /// - Returns: What ``restore(_:)`` takes.
    public func snapshot() -> JSON {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]
        guard let bytes = try? encoder.encode(book.progress), let json = try? JSON(parsing: [UInt8](bytes)) else {
            return .null
        }
        return json
    }

    /// Continues where a snapshot was taken, of the same recording.
    ///
    /// - Parameter snapshot: What ``snapshot()`` returned.
    /// - Throws: ``SimulatorError`` if it is none.
    public mutating func restore(_ snapshot: JSON) throws(SimulatorError) {
        do {
            book.progress = try JSONDecoder().decode(ReplayBook.Progress.self, from: Data(snapshot.canonicalBytes))
        } catch {
            throw SimulatorError("The snapshot's state is none that GET /_sim/snapshot gave: \(error)")
        }
        unanswered = []
    }

    /// What is simulated: nothing but what was recorded.
    public static var coverage: [SimulatedOperation] {
        [
            SimulatedOperation(
                "recorded request",
                .documented(source: "The recording itself, which names the system, its version and the day")
            ),
            SimulatedOperation(
                "unrecorded request",
                .assumed(reason: "Only the simulator answers 501 with the nearest recorded requests.")
            ),
            SimulatedOperation("GET /_sim/recording", .assumed(reason: "Only the simulator has it: what is replayed.")),
        ]
    }

    /// What can be asked.
    public static let ownOperations = ["recorded request", "unrecorded request"]
}
