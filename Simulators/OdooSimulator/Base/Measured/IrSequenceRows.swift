extension MeasuredRecords {
    static let irSequence = """
        18 #1|name=Batch Payment Number Sequence|prefix=BATCH/%(year)s/|padding=5|implementation=no_gap|\
        number_next_actual=1
        18 account.seq_account_payment|name=Payment|code=account.payment|prefix=PAY|padding=5|\
        implementation=standard|number_next_actual=1
        18 #3|name=My Company Sequence in|prefix=WH/IN/|padding=5|implementation=standard|number_next_actual=1|\
        company_id=@base.main_company
        18 #4|name=My Company Sequence out|prefix=WH/OUT/|padding=5|implementation=standard|number_next_actual=1|\
        company_id=@base.main_company
        18 #5|name=My Company Sequence picking|prefix=WH/PICK/|padding=5|implementation=standard|\
        number_next_actual=1|company_id=@base.main_company
        18 #6|name=My Company Sequence packing|prefix=WH/PACK/|padding=5|implementation=standard|\
        number_next_actual=1|company_id=@base.main_company
        18 #7|name=My Company Sequence quality control|prefix=WH/QC/|padding=5|implementation=standard|\
        number_next_actual=1|company_id=@base.main_company
        18 #8|name=My Company Sequence storage|prefix=WH/STOR/|padding=5|implementation=standard|\
        number_next_actual=1|company_id=@base.main_company
        18 #9|name=My Company Sequence internal|prefix=WH/INT/|padding=5|implementation=standard|\
        number_next_actual=1|company_id=@base.main_company
        18 #10|name=My Company Sequence cross dock|prefix=WH/XD/|padding=5|implementation=standard|\
        number_next_actual=1|company_id=@base.main_company
        18 #11|name=My Company Sequence scrap|code=stock.scrap|prefix=SP/|padding=5|implementation=standard|\
        number_next_actual=1|company_id=@base.main_company
        17 #1|name=My Company Sequence in|prefix=WH/IN/|padding=5|implementation=standard|number_next_actual=1|\
        company_id=@base.main_company
        17 #2|name=My Company Sequence out|prefix=WH/OUT/|padding=5|implementation=standard|number_next_actual=1|\
        company_id=@base.main_company
        17 #3|name=My Company Sequence picking|prefix=WH/PICK/|padding=5|implementation=standard|\
        number_next_actual=1|company_id=@base.main_company
        17 #4|name=My Company Sequence packing|prefix=WH/PACK/|padding=5|implementation=standard|\
        number_next_actual=1|company_id=@base.main_company
        17 #5|name=My Company Sequence internal|prefix=WH/INT/|padding=5|implementation=standard|\
        number_next_actual=1|company_id=@base.main_company
        17 #6|name=My Company Sequence scrap|code=stock.scrap|prefix=SP/|padding=5|implementation=standard|\
        number_next_actual=1|company_id=@base.main_company
        stock.sequence_mrp_op|name=Stock orderpoint|code=stock.orderpoint|prefix=OP/|padding=5|\
        implementation=standard|number_next_actual=1
        stock.sequence_proc_group|name=Procurement Group|code=procurement.group|prefix=PG/|padding=6|\
        implementation=standard|number_next_actual=1|company_id=@base.main_company
        stock.seq_picking_internal|name=Picking INT|code=stock.picking|prefix=INT/|padding=5|\
        implementation=standard|number_next_actual=1
        stock.sequence_production_lots|name=Serial Numbers|code=stock.lot.serial|prefix=|padding=7|\
        implementation=standard|number_next_actual=1
        stock.seq_quant_package|name=Packages|code=stock.quant.package|prefix=PACK|padding=7|\
        implementation=standard|number_next_actual=1
        purchase.seq_purchase_order|name=Purchase Order|code=purchase.order|prefix=P|padding=5|\
        implementation=standard|number_next_actual=1
        sale.seq_sale_order|name=Sales Order|code=sale.order|prefix=S|padding=5|implementation=standard|\
        number_next_actual=1
        18 #19|name=Batch Payment Number Sequence|prefix=BATCH/%(year)s/|padding=5|implementation=no_gap|\
        number_next_actual=1
        18 #20|name=Second Co Sequence scrap|code=stock.scrap|prefix=SP/|padding=5|implementation=standard|\
        number_next_actual=1|company_id=#2
        17 #14|name=Second Co Sequence scrap|code=stock.scrap|prefix=SP/|padding=5|implementation=standard|\
        number_next_actual=1|company_id=#2
        17 #15|name=Second Co Sequence in|prefix=Secon/IN/|padding=5|implementation=standard|number_next_actual=1|\
        company_id=#2
        17 #16|name=Second Co Sequence out|prefix=Secon/OUT/|padding=5|implementation=standard|number_next_actual=1|\
        company_id=#2
        17 #17|name=Second Co Sequence picking|prefix=Secon/PICK/|padding=5|implementation=standard|\
        number_next_actual=1|company_id=#2
        17 #18|name=Second Co Sequence packing|prefix=Secon/PACK/|padding=5|implementation=standard|\
        number_next_actual=1|company_id=#2
        17 #19|name=Second Co Sequence internal|prefix=Secon/INT/|padding=5|implementation=standard|\
        number_next_actual=1|company_id=#2
        """
}
