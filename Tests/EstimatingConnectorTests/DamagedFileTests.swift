import CanonicalModel
import ConnectorKit
import FoundationEssentials
import JSON
import Testing

/// Files that were damaged anywhere give a fault with a reason, or an estimate: never anything else.
struct DamagedFileTests {
    private struct Generator: RandomNumberGenerator {
        var state: UInt64

        mutating func next() -> UInt64 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return state ^ (state >> 29)
        }
    }

    private static let sources: [(text: String, name: String, values: [String: ConnectorConfiguration.Value])] = [
        (ReferenceBill.bc3, "E26-014_03_AWARDED.bc3", [:]),
        (ReferenceBill.sage, "E26-014_03_won.txt", ["currency": .text("USD")]),
        (ReferenceBill.gaeb, "bill.x86", ReferenceBill.catalogues),
        (ReferenceBill.csv, "KST.csv", ["mapping": ReferenceBill.mappingValue]),
    ]

    @Test(arguments: 0..<4, 0..<25)
    func damageIsAFaultOrAnEstimate(source: Int, seed: UInt64) throws {
        var random = Generator(state: seed)
        let (text, name, values) = Self.sources[source]
        for _ in 0..<8 {
            let damaged = Self.damaged(Array(text.utf8), &random)
            do {
                let file = try EstimateFile(damaged, name: name, values, piece: 1000)
                for record in file.records { _ = try Estimate(JSONReader(record.payload)) }
            } catch let fault as FileFault {
                #expect(!fault.reason.isEmpty && !fault.kind.isEmpty)
            }
        }
    }

    /// Cuts, doubles, overwrites or exchanges a stretch of bytes.
    private static func damaged(_ bytes: [UInt8], _ random: inout Generator) -> [UInt8] {
        let begin = Int.random(in: 0..<bytes.count, using: &random)
        let end = min(begin + Int.random(in: 1...200, using: &random), bytes.count)
        switch Int.random(in: 0..<5, using: &random) {
        case 0: return Array(bytes[..<begin])
        case 1: return Array(bytes[..<begin] + bytes[end...])
        case 2: return Array(bytes[..<end] + bytes[begin...])
        case 3:
            let noise = (begin..<end).map { _ in UInt8.random(in: 0...255, using: &random) }
            return Array(bytes[..<begin] + noise + bytes[end...])
        default:
            let marks = Array("~|\\#%<>&\"',;-0.\n".utf8)
            let noise = (begin..<end).map { _ in marks.randomElement(using: &random) ?? 0 }
            return Array(bytes[..<begin] + noise + bytes[end...])
        }
    }
}
