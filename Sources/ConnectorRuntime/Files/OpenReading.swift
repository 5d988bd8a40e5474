import ConnectorKit

/// A file in the middle of its reading, kept open while its flow has no room for the rest.
///
/// It goes with the process; the next one begins at the beginning and passes over what the store has.
struct OpenReading: Sendable {
    let arrived: ArrivedFile
    /// The digest of the bytes as they came.
    let digest: String
    /// What the whole file holds.
    let survey: FileSurvey
    /// How many items were in the store when the reading began.
    let taken: Int
    /// The records that are taken next.
    var page: [(record: SourceRecord, isLast: Bool)] = []
    /// All items up to the end of that page.
    private(set) var trail = FileTrail()
    /// The version of what is durable of the file, when it was left.
    var version: Int64 = 0

    private let file: SpoolFile
    private var reader: any FileRecordReader
    private var items: ArraySlice<FileItem> = []
    private var isAtEnd = false

    init(
        _ arrived: ArrivedFile,
        digest: String,
        _ survey: FileSurvey,
        taken: Int,
        _ file: SpoolFile,
        _ reader: any FileRecordReader
    ) {
        self.arrived = arrived
        self.digest = digest
        self.survey = survey
        self.taken = taken
        self.file = file
        self.reader = reader
    }

    /// Reads on until the page has so many records, or the file ends.
    mutating func fill(to count: Int) async throws {
        while page.count < count, let item = try await next() {
            trail.add(item)
            guard case .record(let record) = item, trail.count > taken else { continue }
            page.append((record, survey.isLast(record, at: trail.count)))
        }
    }

    private mutating func next() async throws -> FileItem? {
        while items.isEmpty {
            guard !isAtEnd else { return nil }
            guard !Task.isCancelled else {
                throw FileTransportError(.cancelled, place: arrived.name, detail: "cancelled")
            }
            let bytes = try file.pieces()
            isAtEnd = bytes.isEmpty
            items = ArraySlice(try await reader.askItems(of: bytes))
        }
        return items.removeFirst()
    }
}
