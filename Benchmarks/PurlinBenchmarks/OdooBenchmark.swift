import CanonicalModel
import ConnectorKit
import CurlTransport
import Foundation
import JSON

/// Cost lines of which one in a hundred is bad, written into the simulated Odoo: by the connector's `load()`, by the loop of
/// single `create` calls that stands in most integrations, and by the connector with a lost answer and a killed process.
struct OdooBenchmark {
    /// How many lines the connector writes.
    let lines: Int

    /// How many lines the connector takes at once.
    static let batch = 10_000
    /// Which `load()` loses its answer, and before which one the process is killed, of each 40.
    private static let (lost, killed) = (6, 30)

    func run() async throws -> [String] {
        let odoo = try BenchmarkOdoo()
        let loaded = try await load(odoo)
        let singles = min(lines, max(100, lines / 40))
        let created = try await create(singles, odoo)
        try await odoo.control("reset")
        let disturbed = try await disturbed(odoo)
        let scale = Double(lines) / Double(singles)
        let ratio = String(format: "%.1f", created.seconds * scale / loaded.seconds)
        return [
            "odoo, \(lines) cost lines of which \(lines / 100) are bad, by load(): " + loaded.text(per: lines),
            "odoo, one create a line: " + created.scaled(by: scale).text(per: lines)
                + " (\(singles) lines, scaled); \(ratio) times the time of load()",
            "odoo, by load() with a lost answer and a SIGKILL: " + disturbed.text(per: lines)
                + "; each bad line named, none twice",
        ]
    }

    /// All lines by the connector.
    private func load(_ odoo: BenchmarkOdoo) async throws -> CallFigures {
        try await OdooWorker(connector: try odoo.connector(try CurlTransport()), lines: lines).prepare()
        let transport = CountingTransport(try CurlTransport())
        let worker = OdooWorker(connector: try odoo.connector(transport), lines: lines)
        let seconds = try await measured { try await worker.write(from: 0) { _ in } }
        try await odoo.expect(lines: lines - lines / 100)
        return CallFigures(calls: transport.count, seconds: seconds)
    }

    /// Some lines by one call each; they are other lines than those of the connector.
    private func create(_ count: Int, _ odoo: BenchmarkOdoo) async throws -> CallFigures {
        let account = try await odoo.call("account.analytic.account", "search", [[["code", "=", "26-014"]]])
        guard case .integer(let account)? = account[0] else { throw BenchmarkError("there is no account 26-014") }
        var refused = 0
        let seconds = try await measured {
            for number in 1...count {
                let isBad = number % 100 == 0
                let values: JSON = [
                    "name": .string("EX-104 2026-01-05 7.75 h \(number)"), "date": "2026-01-05",
                    "account_id": .integer(isBad ? 999_999 : account), "unit_amount": .real(7.75),
                    "amount": .real(-581.25), "ref": .string("02-315 \(number)"),
                ]
                do {
                    _ = try await odoo.call("account.analytic.line", "create", [values])
                } catch is BenchmarkError where isBad {
                    refused += 1
                }
            }
        }
        guard refused == count / 100 else {
            throw BenchmarkError("\(refused) of \(count / 100) bad lines were refused")
        }
        return CallFigures(calls: count, seconds: seconds)
    }

    /// All lines by processes of which the first one loses an answer, and is killed later.
    private func disturbed(_ odoo: BenchmarkOdoo) async throws -> CallFigures {
        try await OdooWorker(connector: try odoo.connector(try CurlTransport()), lines: lines).prepare()
        var calls = 0
        let loads = lines / 1000 * 2
        let deadly = max(2, loads * Self.killed / 40)
        let seconds = try await measured {
            let first = try WorkerProcess(odoo, lines, from: 0, losing: max(1, loads * Self.lost / 40), killAt: deadly)
            calls = first.calls
            guard first.wasKilled, first.hasLostAnAnswer else {
                throw BenchmarkError("the worker was not killed after a lost answer; take more lines")
            }
            calls += try WorkerProcess(odoo, lines, from: first.settled, losing: 0, killAt: .max).calls
        }
        try await odoo.expect(lines: lines - lines / 100)
        return CallFigures(calls: calls, seconds: seconds)
    }
}

/// What some work cost.
struct CallFigures {
    let calls: Int
    let seconds: Double

    func scaled(by factor: Double) -> CallFigures {
        CallFigures(calls: Int((Double(calls) * factor).rounded()), seconds: seconds * factor)
    }

    func text(per lines: Int) -> String {
        let each = Double(calls) * 1000 / Double(lines)
        return "\(calls) calls, \(String(format: "%.1f s, %.1f calls per 1,000 lines", seconds, each))"
    }
}

/// How long some work took, in seconds.
func measured(_ work: () async throws -> Void) async rethrows -> Double {
    1 / (try await rate(1, work))
}
