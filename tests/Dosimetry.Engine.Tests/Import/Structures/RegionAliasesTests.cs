using Dosimetry.Engine.Import.Structures;

namespace Dosimetry.Engine.Tests.Import.Structures;

public sealed class RegionAliasesTests
{
    private static readonly RegionAliases Table = RegionAliases.OpenDefault();

    [Theory]
    [InlineData("Kidney L", "kidney_left")]
    [InlineData("Niere links", "kidney_left")]
    [InlineData("KidneyLeft", "kidney_left")]
    [InlineData("Kidney_L", "kidney_left")]
    [InlineData("LEFT KIDNEY", "kidney_left")]
    [InlineData("re. Niere", "kidney_right")]
    [InlineData("kidney_right", "kidney_right")]
    [InlineData("Kidneys", "kidneys")]
    [InlineData("Nieren", "kidneys")]
    [InlineData("Parotis rechts", "parotid_right")]
    [InlineData("Glandula parotis sin.", "parotid_left")]
    [InlineData("Parotid Gland R", "parotid_right")]
    [InlineData("SubmandibularGland_Left", "submandibular_left")]
    [InlineData("Tränendrüse li", "lacrimal_left")]
    [InlineData("Leber", "liver")]
    [InlineData("Milz", "spleen")]
    [InlineData("Red Marrow", "red_marrow")]
    [InlineData("Blase", "bladder")]
    [InlineData("Lung, Left", "lung_left")]
    [InlineData("Lesion 1", "lesion_001")]
    [InlineData("Läsion_12", "lesion_012")]
    [InlineData("Tumor3", "lesion_003")]
    [InlineData("lesion_007", "lesion_007")]
    [InlineData("BODY", "whole_body")]
    public void Any_usual_spelling_maps(string original, string expected) => Assert.Equal(new RegionName(expected, true), Table.Map(original));

    [Theory]
    [InlineData("PTV 60", "ptv_60")]
    [InlineData("Ring_Left", "ring_left")]
    [InlineData("liver left", "liver_left")] // a lobe, not the liver
    [InlineData("Parotid", "parotid")] // which one?
    [InlineData("Tumor", "tumor")] // which number?
    [InlineData("<img onerror=x>", "img_onerror_x")]
    [InlineData("…", "region")]
    public void What_is_not_known_keeps_its_own_name_in_snake_case(string original, string expected) => Assert.Equal(new RegionName(expected, false), Table.Map(original));

    [Fact]
    public void Every_name_of_the_list_maps_to_itself()
    {
        string[] names =
        [
            "kidney_left", "kidney_right", "kidneys", "parotid_left", "parotid_right", "submandibular_left", "submandibular_right", "lacrimal_left", "lacrimal_right",
            "salivary_glands", "liver", "spleen", "gallbladder", "stomach", "small_bowel", "duodenum", "colon", "pancreas", "adrenal_left", "adrenal_right", "bladder",
            "ureter_left", "ureter_right", "urethra", "red_marrow", "marrow_lumbar", "blood_pool", "aorta", "heart", "skeleton", "lung_left", "lung_right", "prostate",
            "brain", "muscle", "adipose", "skin", "lesion_001", "lesion_123", "whole_body", "remainder",
        ];
        foreach (string name in names) Assert.Equal(new RegionName(name, true), Table.Map(name));
    }

    [Fact]
    public void Any_text_gives_a_name_of_lower_case_letters_digits_and_underscores() =>
        Prop.ForAll(ArbMap.Default.ArbFor<NonNull<string>>(), text => System.Text.RegularExpressions.Regex.IsMatch(Table.Map(text.Get).Name, "^[a-z0-9_]+$")).QuickCheckThrowOnFailure();
}
