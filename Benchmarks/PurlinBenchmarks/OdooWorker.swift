import CanonicalModel
import ConnectorKit
import CurlTransport
import Foundation
import JSON
import OdooConnector
import Synchronization

/// Writes the lines as the runtime does: after an unknown outcome it looks up, and applies what is not there.
struct OdooWorker {
    let connector: OdooConnector
    let lines: Int

    /// Makes the project of the lines.
    func prepare() async throws {
        let project = Project(code: "26-014", title: "North Quay", timeZone: "America/Denver")
        let delivery = Delivery(key: project.key, object: Project.name, payload: project.json)
        guard case .applied? = try await connector.apply([delivery]).first else {
            throw BenchmarkError("the project was not written")
        }
    }

    /// Writes all batches from one on.
    ///
    /// - Parameters:
    ///   - first: The number of the first batch; one other than 0 may have been begun by another process.
    ///   - settled: Is told the number of each batch that has come to its end.
    /// - Throws: ``BenchmarkError`` if not exactly the bad lines were refused, and what the connector throws.
    func write(from first: Int, settled: (Int) -> Void) async throws {
        let starts = Array(stride(from: 0, to: lines, by: OdooBenchmark.batch))
        for (number, start) in starts.enumerated().dropFirst(first) {
            let range = start..<min(start + OdooBenchmark.batch, lines)
            var waiting = try range.map { try line($0 + 1) }
            var isKnown = number != first || first == 0
            var rejected: [String] = []
            while !waiting.isEmpty {
                if !isKnown {
                    let found = try await connector.find(waiting)
                    waiting = zip(waiting, found).compactMap { $1 == nil ? $0 : nil }
                }
                do throws(ConnectorError) {
                    for (delivery, outcome) in zip(waiting, try await connector.apply(waiting)) {
                        if case .rejected = outcome { rejected.append(delivery.key) }
                    }
                    waiting = []
                } catch {
                    guard case .outcomeUnknown = error else { throw error }
                    isKnown = false
                }
            }
            let bad = range.map { $0 + 1 }.filter { $0 % 100 == 0 }.map { "EX-104/\($0)" }
            guard rejected == bad else { throw BenchmarkError("\(rejected.count) lines were named, not \(bad.count)") }
            settled(number)
        }
    }

    /// A line; each hundredth one names a project that nobody knows.
    private func line(_ number: Int) throws -> Delivery {
        guard let day = CalendarDate("2026-01-05"), let currency = Currency("USD"), let hours = Decimal(string: "7.75")
        else { throw BenchmarkError("the line cannot be made") }
        let entry = CostEntry(
            key: "EX-104/\(number)",
            company: "KST",
            project: number % 100 == 0 ? "26-999" : "26-014",
            costCode: "02-315",
            serviceDate: day,
            equipment: "EX-104",
            hours: hours,
            rate: Money(75, currency)
        )
        return Delivery(key: entry.key, object: CostEntry.name, payload: entry.json)
    }
}

/// Counts requests, says their names, and loses one answer of `load()`.
final class CountingTransport: HTTPTransport {
    private let base: CurlTransport
    private let losing: Int
    private let say: @Sendable (String) -> Void
    private let counts = Mutex((all: 0, loads: 0))

    init(_ base: CurlTransport, losing: Int = 0, say: @escaping @Sendable (String) -> Void = { _ in }) {
        self.base = base
        self.losing = losing
        self.say = say
    }

    var count: Int { counts.withLock { $0.all } }

    func send(_ request: HTTPRequest) async throws(TransportError) -> HTTPResponse {
        // Of what this benchmark calls, `load()` alone may take so long.
        let isLoad = request.deadline == .seconds(130)
        let load = counts.withLock { counts in
            counts.all += 1
            counts.loads += isLoad ? 1 : 0
            return isLoad ? counts.loads : 0
        }
        say(isLoad ? "load" : "call")
        let response = try await base.send(request)
        guard isLoad, load == losing else { return response }
        say("lost")
        throw TransportError(
            reason: .deadlineExceeded,
            requestMayHaveArrived: true,
            endpoint: request.url,
            detail: "the answer never came"
        )
    }
}

/// A process of this program that writes the lines, and is killed in the middle.
struct WorkerProcess {
    /// How many requests it sent.
    private(set) var calls = 0
    /// How many batches it brought to their end.
    private(set) var settled: Int
    /// Whether an answer to it was lost.
    private(set) var hasLostAnAnswer = false
    /// Whether it was killed before its end.
    let wasKilled: Bool

    /// Runs a process to its end.
    ///
    /// - Parameters:
    ///   - odoo: The simulated Odoo.
    ///   - lines: How many lines there are.
    ///   - first: The first batch to write.
    ///   - losing: The number of the `load()` whose answer is lost; 0 for none.
    ///   - deadly: The number of the `load()` at which it is killed.
    /// - Throws: ``BenchmarkError`` if it fails by itself.
    init(_ odoo: BenchmarkOdoo, _ lines: Int, from first: Int, losing: Int, killAt deadly: Int) throws {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
        process.arguments = [
            "--odoo-worker", odoo.address, "--records", "\(lines)", "--odoo-from", "\(first)", "--odoo-losing",
            "\(losing)",
        ]
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        settled = first
        var loads = 0
        var rest = ""
        while case let data = output.fileHandleForReading.availableData, !data.isEmpty {
            var words = (rest + String(decoding: data, as: UTF8.self)).components(separatedBy: "\n")
            rest = words.popLast() ?? ""
            for word in words {
                switch word {
                case "settled": settled += 1
                case "lost": hasLostAnAnswer = true
                default: calls += 1
                }
                loads += word == "load" ? 1 : 0
                if word == "load", loads == deadly { kill(process.processIdentifier, SIGKILL) }
            }
        }
        process.waitUntilExit()
        wasKilled = process.terminationReason == .uncaughtSignal
        guard wasKilled || process.terminationStatus == 0 else {
            throw BenchmarkError("the process that writes the lines failed")
        }
    }

    /// What such a process does.
    static func run(_ address: String, lines: Int, from first: Int, losing: Int) async throws {
        let say = { @Sendable (word: String) in FileHandle.standardOutput.write(Data("\(word)\n".utf8)) }
        let transport = CountingTransport(try CurlTransport(), losing: losing, say: say)
        let worker = OdooWorker(connector: try BenchmarkOdoo.connector(address, transport), lines: lines)
        try await worker.write(from: first) { _ in say("settled") }
    }
}
