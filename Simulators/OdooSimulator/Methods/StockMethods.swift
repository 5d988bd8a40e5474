import Foundation
import JSON

extension ModelMethod {
    /// The buttons of transfers.
    static let stock: [String: [String: ModelMethod]] = [
        "stock.picking": pickingMethods,
        "stock.quant": quantMethods,
        "stock.backorder.confirmation": [
            "process": .ofRecords { environment, call throws(OdooError) in
                let lines = call.ids.flatMap {
                    environment.value("backorder_confirmation_line_ids", in: call.model, $0).recordIDs
                }
                let dropped = lines.filter {
                    !environment.value("to_backorder", of: "stock.backorder.confirmation.line", $0).isTrue
                }
                let pickings = dropped.compactMap {
                    environment.value("picking_id", of: "stock.backorder.confirmation.line", $0).recordID
                }
                return try environment.validateAgain(withoutBackorder: pickings)
            },
            "process_cancel_backorder": .ofRecords { environment, call throws(OdooError) in
                let pickings = call.ids.flatMap { environment.value("pick_ids", in: call.model, $0).recordIDs }
                return try environment.validateAgain(withoutBackorder: pickings)
            },
        ],
    ]

    private static let pickingMethods: [String: ModelMethod] = [
        "button_validate": .ofRecords { environment, call throws(OdooError) in
            try environment.checkButton(call)
            return try environment.validate(pickings: call.ids)
        },
        "action_confirm": .ofRecords { environment, call throws(OdooError) in
            try environment.checkButton(call)
            for picking in call.ids { try environment.confirm(moves: environment.openMoves(of: picking)) }
            return true
        },
        "action_assign": .ofRecords { environment, call throws(OdooError) in
            try environment.checkButton(call)
            for picking in call.ids { try environment.confirm(moves: environment.openMoves(of: picking)) }
            if call.ids.allSatisfy({ environment.openMoves(of: $0).isEmpty }) {
                throw .user("Nothing to check the availability for.")
            }
            return true
        },
        "action_cancel": .ofRecords { environment, call throws(OdooError) in
            try environment.checkButton(call)
            for picking in call.ids { try environment.cancel(moves: environment.moves(of: picking)) }
            return true
        },
        "do_unreserve": .ofRecords { environment, call throws(OdooError) in
            try environment.checkButton(call)
            for move in call.ids.flatMap(environment.openMoves(of:)) {
                try environment.setQuantity(ofMove: move, to: 0)
            }
            return nil
        },
    ]
}

extension Environment {
    /// Refuses a button on records that are not there or that the user may not change.
    ///
    /// - Throws: AccessError or MissingError.
    func checkButton(_ call: ModelMethod.Call) throws(OdooError) {
        try checkAccess(.read, call.model)
        if let id = call.ids.first(where: { !exists(call.model.name, $0) }) {
            throw .missing(call.model.name, id, user: user)
        }
        try checkRules(.read, call.model, call.ids)
        try checkAccess(.write, call.model)
        try checkRules(.write, call.model, call.ids)
    }

    /// Carries out transfers, or asks about a backorder and does nothing.
    ///
    /// - Throws: UserError for a transfer that has nothing to move.
    mutating func validate(pickings: [Int64]) throws(OdooError) -> JSON {
        let open = profile.is18 ? pickings.filter { pickingState($0) != "done" } : pickings
        for picking in open where pickingState(picking) == "draft" {
            for move in openMoves(of: picking) where moveState(move) == "draft" {
                try confirm(moves: [move])
                let row = database.row("stock.move", move)
                guard row?["quantity"]?.decimalValue ?? 0 == 0, let wanted = row?["product_uom_qty"]?.decimalValue
                else {
                    continue
                }
                try setQuantity(ofMove: move, to: wanted)
            }
        }
        try checkQuantities(open)
        for picking in open { try pickAll(picking) }
        if context.values["skip_backorder"].map(PythonText.isTruthy) != true {
            let unsettled = open.filter(leavesRest)
            if !unsettled.isEmpty { return backorderQuestion(unsettled, validating: pickings) }
        }
        let unwanted = context.values["picking_ids_not_to_backorder"]?.arrayValue?.compactMap(\.integerValue) ?? []
        for picking in open {
            let policy = value(along: "picking_type_id.create_backorder", from: try model("stock.picking"), picking)
            try finish(picking: picking, cancelsRest: policy == .text("never") || unwanted.contains(picking))
        }
        return true
    }

    private func checkQuantities(_ pickings: [Int64]) throws(OdooError) {
        for picking in pickings {
            if moves(of: picking).isEmpty {
                throw .user(
                    "You can’t validate an empty transfer. Please add some products to move before proceeding."
                )
            }
            let isEmpty = openMoves(of: picking).allSatisfy {
                database.row("stock.move", $0)?["quantity"]?.decimalValue ?? 0 == 0
            }
            if isEmpty {
                throw .user(
                    "You cannot validate a transfer if no quantities are reserved. To force the transfer, encode quantities."
                )
            }
        }
    }

    /// Where nothing is picked by hand, everything that has a quantity counts as picked.
    private mutating func pickAll(_ picking: Int64) throws(OdooError) {
        let moves = openMoves(of: picking)
        guard !moves.contains(where: { database.row("stock.move", $0)?["picked"]?.isTrue == true }) else { return }
        for move in moves { try setPicked(true, move: move) }
    }

    /// Whether a transfer would move less than is wanted and its type wants to be asked about it.
    private func leavesRest(_ picking: Int64) -> Bool {
        let type = value("picking_type_id", of: "stock.picking", picking).recordID
        let policy = type.map { value("create_backorder", of: "stock.picking.type", $0) }
        guard policy == .text("ask") else { return false }
        return openMoves(of: picking).contains { move in
            guard let row = database.row("stock.move", move) else { return false }
            let wanted = row["product_uom_qty"]?.decimalValue ?? 0
            let picked = row["picked"]?.isTrue == true ? row["quantity"]?.decimalValue ?? 0 : 0
            return picked < wanted
        }
    }

    private func backorderQuestion(_ pickings: [Int64], validating all: [Int64]) -> JSON {
        var context = self.context.values
        context["button_validate_picking_ids"] = .array(all.map { .integer($0) })
        context["default_show_transfers"] = .bool(pickings.count > 1)
        context["default_pick_ids"] = .array(pickings.map { [4, .integer($0)] })
        return WindowAction(
            name: "Create Backorder?",
            model: "stock.backorder.confirmation",
            target: "new",
            context: .object(context)
        ).json
    }

    /// Goes on with what the question about backorders was asked for.
    fileprivate mutating func validateAgain(withoutBackorder dropped: [Int64]) throws(OdooError) -> JSON {
        guard let ids = context.values["button_validate_picking_ids"]?.arrayValue?.compactMap(\.integerValue),
            !ids.isEmpty
        else { return true }
        let before = context
        context = context.setting("skip_backorder", to: true)
            .setting("picking_ids_not_to_backorder", to: .array(dropped.map { .integer($0) }))
        defer { context = before }
        return try validate(pickings: ids)
    }
}
