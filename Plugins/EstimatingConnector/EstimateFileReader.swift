import CanonicalModel
import ConnectorKit
import FoundationEssentials
import JSON
import TableMapping

/// Reads one file: a table row by row by its mapping, any other format at its end, as one record.
struct EstimateFileReader: FileRecordReader {
    private enum Content {
        /// Nothing but the first bytes, which do not say what it is yet.
        case begin([UInt8])
        case table(TableRecordReader)
        case document([UInt8], EstimateFormat)
    }

    private let file: ArrivedFile
    private let settings: EstimatingSettings
    private var content = Content.begin([])

    init(_ file: ArrivedFile, _ settings: EstimatingSettings) throws(FileFault) {
        self.file = file
        self.settings = settings
    }

    mutating func take(_ bytes: [UInt8]) throws(FileFault) -> [FileItem] {
        switch content {
        case .begin(let first):
            let begin = first + bytes
            // Blanks may stand before the first sign.
            guard begin.count >= 64 else {
                content = .begin(begin)
                return []
            }
            return try start(with: begin)
        case .table(var table):
            let items = try table.take(bytes)
            content = .table(table)
            return items
        case .document(var document, let format):
            // Two owners would make every append a copy of all.
            content = .begin([])
            document += bytes
            content = .document(document, format)
            try checkSize(document.count)
            return []
        }
    }

    mutating func finish() throws(FileFault) -> [FileItem] {
        if case .begin(let first) = content {
            guard !first.isEmpty else { throw FileFault("the file is empty") }
            let items = try start(with: first)
            if case .begin = content { return items }
            return items + (try finish())
        }
        switch content {
        case .begin: return []
        case .table(var table): return try table.finish()
        case .document(let bytes, let format): return [.record(try record(of: bytes, format))]
        }
    }

    private mutating func start(with begin: [UInt8]) throws(FileFault) -> [FileItem] {
        let format = settings.format == .auto ? EstimateFormat.detected(in: begin) : settings.format
        guard format == .csv else {
            content = .document(begin, format)
            try checkSize(begin.count)
            return []
        }
        guard let mapping = settings.mapping else {
            throw FileFault(
                "the file begins like no BC3, GAEB or Sage export, and no 'mapping' says how to read it as a table"
            )
        }
        var table = mapping.reader(of: file)
        let items = try table.take(begin)
        content = .table(table)
        return items
    }

    private func checkSize(_ count: Int) throws(FileFault) {
        guard count > settings.sizeLimit else { return }
        throw FileFault("the file has more than \(settings.sizeLimit) bytes; raise 'sizeLimit' if that is right")
    }

    private func record(of bytes: [UInt8], _ format: EstimateFormat) throws(FileFault) -> SourceRecord {
        let document: EstimateDocument =
            switch format {
            case .bc3: try BC3Estimate.document(of: bytes, costCode: settings.costCode)
            case .gaeb:
                try GAEBEstimate.document(
                    of: bytes,
                    costCode: settings.costCode,
                    costType: settings.costType,
                    mostElements: settings.sizeLimit / 40
                )
            case .sage, .csv, .auto: try SageEstimate.document(of: bytes, file: file.name)
            }
        let estimate = try settings.estimate(document, file: file.name)
        let digest = ContentDigest(estimate.json.canonicalText.utf8).short
        return SourceRecord(
            id: "\(estimate.key)@\(digest)",
            object: Estimate.name,
            occurredAt: file.modifiedAt,
            payload: estimate.json
        )
    }
}
