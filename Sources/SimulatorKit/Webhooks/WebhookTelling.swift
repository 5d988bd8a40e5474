extension SimulatorSurface {
    /// The sending of webhooks that is under way, and who waits for it.
    struct Telling {
        /// How many webhooks the sender of a request waits for beyond its own ones, and what follows of them.
        static var furtherPatience: Int { 100 }
        /// How many webhooks about what happens while webhooks are sent are waited for at one moment of the clock.
        static var circlePatience: Int { 1000 }

        /// A request that moves the clock, answered after all that is due on the way was sent.
        struct Move {
            let target: SimulatedInstant
            let request: SimulatedRequest
            let answer: CheckedContinuation<Exchange, Never>
        }

        /// A request that is answered after the webhooks about it were sent.
        struct Requester {
            /// The webhooks before this place are its own, or older.
            let mark: Int
            let answer: CheckedContinuation<Void, Never>
        }

        /// Which story is told, as ``WebhookQueue/turn`` counts.
        let turn: Int
        var move: Move?
        var requester: Requester?
        /// Sends; cancelled when another story begins.
        var task: Task<Void, Never>?
        /// When something will happen by itself as far as is known, earliest first, and until when that was looked for.
        var foresight: (moments: ArraySlice<SimulatedInstant>, until: SimulatedInstant)?
        /// The webhooks from this place were made while others of the same moment were sent.
        var circleStart: Int
        /// How many of them were sent.
        var circle = 0
    }
}
