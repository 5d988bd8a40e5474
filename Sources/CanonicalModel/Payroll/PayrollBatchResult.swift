public import FoundationEssentials
public import JSON

/// What payroll answered to a batch: an acknowledgement and, where something was refused, which lines (domain.md §2).
public struct PayrollBatchResult: CanonicalObject {
    /// `PayrollBatchResult`.
    public static let name = "PayrollBatchResult"
    /// The version of the shape.
    public static let schemaVersion = 1
    /// Personal: its rejects name employees.
    public static let sensitivity = SensitivityClass.c3

    /// What became of the batch as a whole.
    public enum Status: String, Sendable, Hashable, CaseIterable {
        /// Every line was taken.
        case accepted
        /// Some lines were taken; the others are listed.
        case partial
        /// Nothing was taken.
        case rejected
    }

    /// A line that was refused.
    public struct Reject: Sendable, Hashable {
        /// The line's row in the file that was sent, the header being row 1; `nil` for the batch as a whole.
        public let row: Int?
        /// The employee, where the answer names one.
        public let employee: String?
        /// Payroll's code for the reason.
        public let code: String
        /// The reason.
        public let message: String

        /// Creates a reject.
        public init(row: Int?, employee: String?, code: String, message: String) {
            self.row = row
            self.employee = employee
            self.code = code
            self.message = message
        }
    }

    /// The number of the batch that it answers.
    public let batch: String
    /// What became of it.
    public let status: Status
    /// How many lines were read; `nil` if the answer does not say.
    public let read: Int?
    /// How many lines were taken; `nil` if the answer does not say.
    public let accepted: Int?
    /// The hours of the lines that were taken; `nil` if the answer does not say.
    public let hoursAccepted: Decimal?
    /// What was refused.
    public let rejects: [Reject]

    /// Creates a result.
    public init(
        batch: String,
        status: Status,
        read: Int? = nil,
        accepted: Int? = nil,
        hoursAccepted: Decimal? = nil,
        rejects: [Reject] = []
    ) {
        self.batch = batch
        self.status = status
        self.read = read
        self.accepted = accepted
        self.hoursAccepted = hoursAccepted
        self.rejects = rejects
    }

    /// The number of the batch.
    public var key: String { batch }

    /// The result as JSON.
    public var json: JSON {
        [
            "batch": .string(batch), "status": .string(status.rawValue), "read": JSON(read), "accepted": JSON(accepted),
            "hoursAccepted": JSON(hoursAccepted?.plainText),
            "rejects": .array(
                rejects.map {
                    [
                        "row": JSON($0.row), "employee": JSON($0.employee), "code": .string($0.code),
                        "message": .string($0.message),
                    ]
                }
            ),
        ]
    }

    /// Reads a result.
    ///
    /// - Throws: ``JSONAccessError`` with the path of the first member that cannot be read.
    public init(_ reader: JSONReader) throws(JSONAccessError) {
        self.init(
            batch: try reader.member("batch").string(),
            status: try reader.member("status").word("the status of a payroll batch"),
            read: try reader.optionalCount("read"),
            accepted: try reader.optionalCount("accepted"),
            hoursAccepted: try reader.optionalMember("hoursAccepted")?.hours(),
            rejects: try reader.member("rejects").elements().map { reject throws(JSONAccessError) in
                Reject(
                    row: try reject.optionalCount("row"),
                    employee: try reject.optionalString("employee"),
                    code: try reject.member("code").string(),
                    message: try reject.member("message").string()
                )
            }
        )
    }
}
