import ConnectorKit
internal import Crypto

/// What a look through a whole file tells before anything of it is taken, or taken on.
struct FileSurvey {
    /// The rows that cannot be used.
    private(set) var report = RejectReport()
    /// The digest of as many items as were taken before; `nil` if the file has fewer.
    private(set) var trail: String?
    private let taken: Int
    private var sum = FileTrail()
    private var keys: Set<Int> = []
    private var lastOfRepeated: [String: Int] = [:]

    /// Begins a look through a file of which so many items were taken before.
    init(taken: Int) { self.taken = taken }

    mutating func add(_ item: FileItem) {
        sum.add(item)
        if sum.count == taken { trail = sum.digest }
        switch item {
        case .reject(let reject): report.add(reject)
        case .record(let record):
            guard let key = FileIntake.stateKey(record.id) else { return }
            // Two keys of one hash make one of them look repeated; it still has its last place.
            if !keys.insert(key.hashValue).inserted { lastOfRepeated[key] = sum.count }
        }
    }

    /// Whether the file says nothing later of the key of its record at this place, counted from 1.
    func isLast(_ record: SourceRecord, at index: Int) -> Bool {
        guard let key = FileIntake.stateKey(record.id), let last = lastOfRepeated[key] else { return true }
        return last == index
    }
}

/// What tells whether a reader gives the same items of a file as before.
struct FileTrail {
    private var sum = SHA256()
    private(set) var count = 0

    mutating func add(_ item: FileItem) {
        count += 1
        switch item {
        case .record(let record): sum.update(data: Array("\(record.id)\n".utf8))
        case .reject: sum.update(data: [0])
        }
    }

    /// The digest of all items so far, in hexadecimal digits.
    var digest: String { sum.finalize().hexadecimal }
}
