public import ConnectorKit
public import FoundationEssentials
public import JSON

/// A world whose system drops files.
public protocol FileDroppingWorld: ConformanceWorld {
    /// Files as the system drops them, at least one of each kind that the connector reads.
    var samples: [SampleFile] { get async throws }
}

/// A file as a system drops it.
public struct SampleFile: Sendable {
    /// Its name.
    public let name: String
    /// Its bytes.
    public let bytes: [UInt8]
    /// How many records it must give.
    public let records: Int
    /// How many of its rows cannot be used, and are rejects.
    public let rejects: Int
    /// Another name that the system could have given it, for example that of the next day; `nil` if the name is part of what
    /// it says.
    public let otherName: String?
    /// Whether its format lets a reader see that it was cut off: each row must have its end, or a last line or totals say so.
    ///
    /// Such a file that is cut off must give no record that the whole one does not.
    public let showsItsEnd: Bool
    /// Parts of the payloads that it must give: of each part, one record has all members.
    ///
    /// Of each pair of columns that could be taken for one another, some part has both.
    public let contents: [JSON]

    /// Creates a file.
    public init(
        name: String,
        bytes: [UInt8],
        records: Int,
        rejects: Int = 0,
        otherName: String? = nil,
        showsItsEnd: Bool = true,
        contents: [JSON] = []
    ) {
        self.contents = contents
        self.showsItsEnd = showsItsEnd
        self.name = name
        self.bytes = bytes
        self.records = records
        self.rejects = rejects
        self.otherName = otherName
    }
}

/// A world whose system takes files of a file sink.
public protocol FileTakingWorld: ConformanceWorld {
    /// A delivery of a canonical object that becomes a file; the same index gives the same delivery, another index another key.
    ///
    /// - Returns: The delivery; `nil` if the world makes none of this object, which is a finding.
    func fileDelivery(of object: String, _ index: Int) async throws -> Delivery?
    /// The totals that the system reads in a file, by the names of the delivery's control totals.
    ///
    /// They are summed from the file's bytes as the system's documentation says; the connector is not asked.
    ///
    /// - Throws: Whatever keeps the system from reading the file.
    func totals(in file: OutgoingFile) async throws -> [String: Decimal]
}
