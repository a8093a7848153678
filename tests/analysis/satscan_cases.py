"""
Two prospective space-time permutation scans as SaTScan 9.4.4 printed them, with the random cases that they were run on.

Source: the repository QuantCrimAtLeeds/PredictCode, notebooks/satscan_test1 and satscan_test3 (.geo, .cas, .txt), which
were made to compare programs. Each case: number of the place on its 5 × 5 lattice, and time; the study is 0 to 1000.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Printed:
    """`places` are east and north by number; a case is (place, time)."""

    places: dict[int, tuple[int, int]]
    cases: tuple[tuple[int, int], ...]
    radius: float  # the largest allowed
    clusters: tuple[
        tuple[tuple[int, ...], int, int, int, float, float], ...
    ]  # places, first, last, cases, expected, score


def _places(lattice: str) -> dict[int, tuple[int, int]]:
    return {number: (int(text[0]) * 10, int(text[1]) * 10) for number, text in enumerate(lattice.split(), start=1)}


def _cases(text: str) -> tuple[tuple[int, int], ...]:
    """`7:899 898` are two cases at place 7."""
    found = []
    for line in text.split(";"):
        place, times = line.split(":")
        found += [(int(place), int(time)) for time in times.split()]
    return tuple(found)


FIRST = Printed(
    places=_places("77 73 93 97 37 13 51 57 91 55 53 39 99 17 15 31 19 79 75 11 71 59 33 35 95"),
    cases=_cases(
        "1:804 809 813 865 985;2:811 849 976;3:824;4:884 971 992;5:845 893 937 989;6:843 846 982 995;"
        "7:868 886 913 915;8:808 860 862 936 951;9:842 854 958 961;10:962 963 971 987;11:843 948 951 986;"
        "12:805 903 924;13:871 916 927 939;14:815 837 877;15:811 814 844 847 850 966 981;"
        "16:809 812 851 911 918 979 993 995;17:838 940 976;18:851 869 889 973 987;19:872;"
        "20:802 902 930 933;21:861 861 877 907 929 942 959 972;22:840 840 863 894 978;23:924 967;24:927;"
        "25:816 840 849 887 965"
    ),
    radius=float("inf"),
    clusters=(((23, 6, 16), 993, 1000, 3, 0.42, 3.352053), ((10,), 962, 1000, 4, 0.96, 2.715606)),
)
SECOND = Printed(
    places=_places("77 73 93 97 37 13 51 57 55 91 53 39 99 17 15 19 75 11 71 59 33 35 95"),
    cases=_cases(
        "1:888 903 948;2:805 824 832 853 961 976 978;3:814 901 909 999;4:901 917 924 980 987;"
        "5:850 860 919 933 945 951 987 991;6:835 930 934 986;7:809 836 869 898 899 906 1000;"
        "8:808 893 932 981;9:803 908 916 974 990;10:826;11:867 944 980;12:860 869 963;13:858 903 942;"
        "14:831 849 877 967 993;15:810 849 864 873 907 954 984;16:808 812 837 886 958 983;17:818 882 922;"
        "18:808 834 851 932;19:844 867 945 981;20:801 808 839 860;21:809 955 965 999;22:866 933 936;"
        "23:818 842 938"
    ),
    radius=50,
    clusters=(((21, 6, 22, 11), 930, 1000, 10, 5.46, 1.622161),),
)
