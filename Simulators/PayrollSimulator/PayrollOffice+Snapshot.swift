internal import Foundation
public import JSON
public import SimulatorKit

extension PayrollOffice {
    /// Everything that payroll knows, did and still has to write; the folder is none of it.
    ///
    /// - Returns: What ``restore(_:)`` takes.
    public func snapshot() -> JSON {
        do {
            let encoder = JSONEncoder()
            encoder.outputFormatting = .sortedKeys
            let books = try JSON(parsing: [UInt8](encoder.encode(books)), limits: JSONLimits(bytes: .max))
            return ["setup": .string(setup.fingerprint), "books": books]
        } catch {
            return ["error": .string("\(error)")]
        }
    }

    /// Continues where a snapshot was taken; nothing changes if that is not possible.
    ///
    /// - Parameter snapshot: What ``snapshot()`` returned in a simulator of the same options.
    /// - Throws: ``SimulatorError`` if it is none.
    public mutating func restore(_ snapshot: JSON) throws(SimulatorError) {
        guard snapshot["setup"] == .string(setup.fingerprint) else {
            throw SimulatorError("The snapshot is of other options: start the simulator with those.")
        }
        do {
            let bytes = Data((snapshot["books"] ?? .null).canonicalBytes)
            books = try JSONDecoder().decode(Books.self, from: bytes)
        } catch {
            throw SimulatorError("The snapshot's state is none that GET /_sim/snapshot gave: \(error)")
        }
    }
}
