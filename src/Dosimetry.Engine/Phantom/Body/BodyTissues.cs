namespace Dosimetry.Engine.Phantom.Body;

/// <summary>
/// Tissues of the built-in body. Mass densities: ICRP Publication 89/110 and ICRU-46; CT numbers: chosen to be typical at 120 kV and
/// consistent
/// with the density. Share = activity concentration relative to the region's mean, chosen (kidney: cortex : medulla : pelvis from
/// autoradiography
/// of PSMA ligands, which bind in the cortex).
/// </summary>
internal static class BodyTissues
{
    public const ushort Air = 0, Skin = 1, SubcutaneousFat = 2, VisceralFat = 3, Muscle = 4, CorticalBone = 5, Spongiosa = 6,
        YellowMarrow = 7,
        Cartilage = 8, Teeth = 9, Brain = 10, Csf = 11, SpinalCord = 12, Eye = 13, AirInside = 14, LungRight = 15, LungLeft = 16,
        VesselsLungRight = 17, VesselsLungLeft = 18, HeartWall = 19, HeartBlood = 20, Aorta = 21, Vessels = 22, Liver = 23,
            Gallbladder = 24,
        Spleen = 25, Stomach = 26, Pancreas = 27, Duodenum = 28, SmallBowel = 29, Colon = 30, ColonContent = 31,
        CortexRight = 32, MedullaRight = 33, PelvisRight = 34, CortexLeft = 35, MedullaLeft = 36, PelvisLeft = 37, AdrenalRight = 38,
            AdrenalLeft = 39,
        BladderWall = 40, Urine = 41, Prostate = 42, Testis = 43, ParotidRight = 44, ParotidLeft = 45, SubmandibularRight = 46,
        SubmandibularLeft = 47, LacrimalRight = 48, LacrimalLeft = 49, Thyroid = 50, Oesophagus = 51, StomachContent = 52,
            SpongiosaLumbar = 53,
        UreterRight = 54, UreterLeft = 55,
        FirstLesion = 60;

    /// <summary>The table; lesions are added by the lesions.</summary>
    public static readonly IReadOnlyList<Tissue> All =
    [
        new(Air, "air", null, 0.0012, -1000, "air", 0),
        new(Skin, "skin", "skin", 1.09, 5, "soft_tissue"),
        new(SubcutaneousFat, "subcutaneous fat", "adipose", 0.95, -100, "adipose"),
        new(VisceralFat, "visceral fat", "adipose", 0.95, -105, "adipose"),
        new(Muscle, "muscle", "muscle", 1.05, 55, "muscle"),
        new(CorticalBone, "cortical bone", "skeleton", 1.92, 1150, "cortical_bone", 0.2),
        new(Spongiosa, "spongiosa", "skeleton", 1.12, 220, "trabecular_bone"),
        new(SpongiosaLumbar, "spongiosa, lumbar spine", "skeleton", 1.12, 210, "trabecular_bone"),
        new(YellowMarrow, "yellow marrow", "skeleton", 0.98, -60, "yellow_marrow", 0.3),
        new(Cartilage, "cartilage", null, 1.10, 100, "soft_tissue"),
        new(Teeth, "teeth", null, 2.4, 2200, "cortical_bone"),
        new(Brain, "brain", "brain", 1.05, 37, "soft_tissue"),
        new(Csf, "cerebrospinal fluid", null, 1.01, 8, "water"),
        new(SpinalCord, "spinal cord", null, 1.04, 32, "soft_tissue"),
        new(Eye, "eye", null, 1.05, 18, "water"),
        new(AirInside, "air inside body", null, 0.0012, -1000, "air", 0),
        new(LungRight, "lung, right", "lung_right", 0.26, -780, "lung"),
        new(LungLeft, "lung, left", "lung_left", 0.26, -780, "lung"),
        new(VesselsLungRight, "vessels of the lung, right", "lung_right", 1.06, 42, "blood"),
        new(VesselsLungLeft, "vessels of the lung, left", "lung_left", 1.06, 42, "blood"),
        new(HeartWall, "heart wall", "heart", 1.05, 50, "muscle"),
        new(HeartBlood, "heart contents", "heart", 1.06, 42, "blood"),
        new(Aorta, "aorta", "aorta", 1.06, 42, "blood"),
        new(Vessels, "large vessels", "blood_pool", 1.06, 42, "blood"),
        new(Liver, "liver", "liver", 1.05, 58, "liver"),
        new(Gallbladder, "gallbladder", "gallbladder", 1.03, 12, "water"),
        new(Spleen, "spleen", "spleen", 1.04, 48, "spleen"),
        new(Stomach, "stomach wall", "stomach", 1.04, 40, "soft_tissue"),
        new(StomachContent, "stomach contents", "stomach", 1.04, 25, "water", 0.2),
        new(Pancreas, "pancreas", "pancreas", 1.05, 38, "soft_tissue"),
        new(Duodenum, "duodenum", "duodenum", 1.04, 35, "soft_tissue"),
        new(SmallBowel, "small bowel", "small_bowel", 1.04, 35, "soft_tissue"),
        new(Colon, "colon wall", "colon", 1.04, 40, "soft_tissue"),
        new(ColonContent, "colon contents", "colon", 1.04, 30, "soft_tissue", 0.8),
        new(CortexRight, "kidney cortex, right", "kidney_right", 1.05, 36, "kidney", 1.25),
        new(MedullaRight, "kidney medulla, right", "kidney_right", 1.05, 32, "kidney", 0.6),
        new(PelvisRight, "kidney pelvis, right", "kidney_right", 1.02, 2, "water", 0.3),
        new(CortexLeft, "kidney cortex, left", "kidney_left", 1.05, 36, "kidney", 1.25),
        new(MedullaLeft, "kidney medulla, left", "kidney_left", 1.05, 32, "kidney", 0.6),
        new(PelvisLeft, "kidney pelvis, left", "kidney_left", 1.02, 2, "water", 0.3),
        new(UreterRight, "ureter, right", "ureter_right", 1.03, 15, "soft_tissue"),
        new(UreterLeft, "ureter, left", "ureter_left", 1.03, 15, "soft_tissue"),
        new(AdrenalRight, "adrenal, right", "adrenal_right", 1.03, 25, "soft_tissue"),
        new(AdrenalLeft, "adrenal, left", "adrenal_left", 1.03, 25, "soft_tissue"),
        new(BladderWall, "bladder wall", "bladder", 1.04, 35, "muscle", 0.2),
        new(Urine, "urine", "bladder", 1.02, 6, "water"),
        new(Prostate, "prostate", "prostate", 1.03, 42, "soft_tissue"),
        new(Testis, "testis", null, 1.04, 35, "soft_tissue"),
        new(ParotidRight, "parotid, right", "parotid_right", 1.03, 15, "soft_tissue"),
        new(ParotidLeft, "parotid, left", "parotid_left", 1.03, 15, "soft_tissue"),
        new(SubmandibularRight, "submandibular gland, right", "submandibular_right", 1.03, 35, "soft_tissue"),
        new(SubmandibularLeft, "submandibular gland, left", "submandibular_left", 1.03, 35, "soft_tissue"),
        new(LacrimalRight, "lacrimal gland, right", "lacrimal_right", 1.03, 35, "soft_tissue"),
        new(LacrimalLeft, "lacrimal gland, left", "lacrimal_left", 1.03, 35, "soft_tissue"),
        new(Thyroid, "thyroid", null, 1.05, 95, "soft_tissue"),
        new(Oesophagus, "oesophagus", null, 1.03, 38, "soft_tissue"),
    ];

    /// <summary>True for cortical bone, spongiosa and marrow.</summary>
    public static bool IsBone(ushort label) => label is CorticalBone or Spongiosa or SpongiosaLumbar or YellowMarrow;

    /// <summary>True for what fills space between organs: fat and muscle.</summary>
    public static bool IsFiller(ushort label) => label is SubcutaneousFat or VisceralFat or Muscle;
}
