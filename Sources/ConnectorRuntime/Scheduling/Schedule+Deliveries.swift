public import CanonicalModel

extension Schedule {
    /// When a delivery goes out.
    enum DeliveryTime: Sendable, Hashable {
        case atOnce
        case at(Instant)
        /// When a person has declared the close of a period.
        case afterPeriodClose
        /// The schedule has no time left; a person has to give it one.
        case never
        /// When the flow is in shadow no more, and a person has signed off what another way has written.
        case afterSignOff
    }

    /// Whether no time is left: all dates of a calendar have passed.
    ///
    /// - Parameter now: The present.
    /// - Returns: `true` if nothing will ever be due, although the clock says when.
    public func isOver(at now: Instant) -> Bool { deliveryTime(at: now) == .never }

    /// When a delivery that is planned at `now` goes out.
    func deliveryTime(at now: Instant) -> DeliveryTime {
        switch self {
        case .realTime, .onApproval: .atOnce
        case .atPeriodClose: .afterPeriodClose
        case .every: last(through: now) == now ? .atOnce : next(after: now).map { .at($0) } ?? .atOnce
        case .daily: last(through: now) == now ? .atOnce : next(after: now).map { .at($0) } ?? .never
        }
    }
}

extension FlowBinding {
    /// When a delivery that is planned at `now` goes out.
    func deliveryTime(at now: Instant) -> Schedule.DeliveryTime {
        mode == .shadow ? .afterSignOff : deliverySchedule.deliveryTime(at: now)
    }
}

extension Schedule.DeliveryTime {
    /// The time of what waits for one: 9999-12-31T23:59:58Z.
    static let withoutTime = Schedule.afterAnEvent.adding(seconds: -1)
    /// The time of what a flow in shadow has computed: 9999-12-31T23:59:57Z.
    static let inShadow = Schedule.afterAnEvent.adding(seconds: -2)

    /// The time as a delivery keeps it; `nil` for at once.
    var notBefore: Instant? {
        switch self {
        case .atOnce: nil
        case .at(let instant): instant
        case .afterPeriodClose: Schedule.afterAnEvent
        case .never: Self.withoutTime
        case .afterSignOff: Self.inShadow
        }
    }
}
