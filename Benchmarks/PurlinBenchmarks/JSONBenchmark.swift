import Foundation
import JSON

/// Strict parsing and canonical printing, beside Foundation's.
struct JSONBenchmark {
    let records: Int

    func run() throws -> [Measurement] {
        let document: JSON = .array(
            (0..<max(records / 20, 10)).map { number in
                [
                    "id": .integer(Int64(number)), "name": "EX-104 2026-01-05 7.75 h × 75.00 [02-315]",
                    "amount": .real(-581.25), "account_id": [12, "[26-014] North Rim Interchange"], "ref": false,
                ]
            }
        )
        let bytes = document.canonicalBytes
        let data = Data(bytes)
        let parsed = try JSONSerialization.jsonObject(with: data)
        return [
            Measurement(
                name: "JSON parsing",
                perSecond: try kilobytesPerSecond(bytes.count) { _ = try JSON(parsing: bytes) },
                unit: "KB/s",
                ceiling: (
                    "JSONSerialization",
                    try kilobytesPerSecond(bytes.count) { _ = try JSONSerialization.jsonObject(with: data) }
                )
            ),
            Measurement(
                name: "JSON canonical printing",
                perSecond: kilobytesPerSecond(bytes.count) { _ = document.canonicalBytes },
                unit: "KB/s",
                ceiling: (
                    "JSONSerialization, sorted keys",
                    try kilobytesPerSecond(bytes.count) {
                        _ = try JSONSerialization.data(withJSONObject: parsed, options: [.sortedKeys])
                    }
                )
            ),
        ]
    }

    /// Kilobytes a second, over ten turns.
    private func kilobytesPerSecond(_ count: Int, _ work: () throws -> Void) rethrows -> Double {
        let start = ContinuousClock.now
        for _ in 0..<10 { try work() }
        let (seconds, attoseconds) = (ContinuousClock.now - start).components
        return Double(count) * 10 / 1000 / (Double(seconds) + Double(attoseconds) / 1e18)
    }
}
