from valdera_housing.models import ModelloLettera
from valdera_housing.rules.lettera import segnaposti


def segnaposti_noti(modello: ModelloLettera) -> list[str]:
    """The facts a letter can be given: all those its wordings have asked for, from the first on."""
    testi = ModelloLettera.objects.filter(chiave=modello.chiave).order_by("valido_dal").values_list("oggetto", "corpo")
    return segnaposti("\n".join(f"{oggetto}\n{corpo}" for oggetto, corpo in testi))
