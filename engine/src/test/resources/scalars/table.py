# Writes pyyaml-6.0.3.tsv: how the real PyYAML resolves plain scalars. pip install pyyaml==6.0.3; python3 table.py > pyyaml-6.0.3.tsv
import yaml,json,datetime
cases="""yes Yes YES no No NO true True TRUE false False FALSE on On ON off Off OFF y n Y yEs tRue
~ null Null NULL nULL
0 -0 +0 00 0755 -0755 0o755 0O755 08 09 0x1F 0X1F 0x 0b101 0b 0b2 0b_ 0x_ 1_000 _1 1_ 1__0 -1 +1 + - . -. .. 12e3 1e3 1e+3 1.5e3 1.5e+3 1.5E-3 1. -1. .5 -.5 +.5 ._5 1_0.5_0 1.2.3 3.10 3.1 .inf -.inf +.INF .Inf .nan .NaN -.nan inf nan
22:22 1:60 1:59 01:20 1:2:3 -1:30 1:30.5 -1:30.25 0:00 1:1_0 190:20:30.15 99999999999 9223372036854775807 -9223372036854775808
2024-01-15 2024-1-5 2024-01-15T10:00:00Z 2024-01-15t10:00:00 2024-01-15T10:00:00.5 2024-01-15T10:00:00.123456789Z 2024-01-15T10:00:00+02:00 2024-01-15T10:00:00-5 2024-01-15T1:00:00 2024-01 20240115 = << 1,000 0.1.2 v1.2 1.2.3-rc1 10.0.0.1 ::1 fe80::1 0xdeadbeef 1a e1 1e 0777_7 0_7 +0x1f -0b11 +12:30 1:2:60""".split()
cases+=["2001-12-14 21:59:43.10 -5","2001-12-14 21:59:43.10","2001-12-14  21:59:43 Z","2001-12-14 21:59","1 2","yes no"]
for c in cases:
    try: v=yaml.safe_load("a: "+c)["a"]
    except Exception as e: print(c,"error",sep="\t"); continue
    if isinstance(v,bool): k="bool"; r=str(v).lower()
    elif v is None: k="null"; r=""
    elif isinstance(v,int): k="int"; r=str(v)
    elif isinstance(v,float): k="float"; r=repr(v)
    elif isinstance(v,datetime.date): k="text"; r=v.isoformat()
    elif isinstance(v,str): k="text"; r=v
    else: k="other"; r=repr(v)
    print(c,k,r,sep="\t")
